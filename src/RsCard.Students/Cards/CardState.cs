namespace RsCard.Students.Cards;

/// <summary>The card's states (D-70), as they stand in the database. What may follow what: <see cref="CardStates"/>.</summary>
public static class CardState
{
    /// <summary>Photographed and applied for.</summary>
    public const string Applied = "applied";

    /// <summary>The month has passed: the card should be at the station.</summary>
    public const string Expected = "expected";

    /// <summary>The station has recorded that it came.</summary>
    public const string AtStation = "at-station";

    public const string HandedOver = "handed-over";

    /// <summary>Blocked for now: it may be found.</summary>
    public const string Suspended = "suspended";

    /// <summary>Blocked for good.</summary>
    public const string Revoked = "revoked";

    /// <summary>Its last day has passed.</summary>
    public const string Expired = "expired";

    public const string Damaged = "damaged";

    /// <summary>Left at a card station, cut and deregistered (D-34).</summary>
    public const string Returned = "returned";

    /// <summary>Never handed over, and never to be.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Made, cancelled, and destroyed at the station.</summary>
    public const string Destroyed = "destroyed";

    /// <summary>What the directory calls a card that works.</summary>
    public const string InDirectoryActive = "active";

    /// <summary>What the directory calls a card that exists and has to be activated (D-9).</summary>
    public const string InDirectoryInactive = "inactive";

    public static bool IsOnItsWay(string state) => state is Applied or Expected or AtStation;

    /// <summary>The student has it, whether it works or not.</summary>
    public static bool IsHeld(string state) => state is HandedOver or Suspended or Damaged or Expired;
}

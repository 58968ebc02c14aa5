namespace RsCard.Students.Cards;

/// <summary>The card's states (D-70), as they stand in the database.</summary>
public static class CardState
{
    /// <summary>Photographed and applied for.</summary>
    public const string Applied = "applied";

    /// <summary>The month has passed: the card should be at the station.</summary>
    public const string Expected = "expected";

    /// <summary>The station has recorded that it came.</summary>
    public const string AtStation = "at-station";

    public const string HandedOver = "handed-over";

    /// <summary>What the directory calls a card that works.</summary>
    public const string InDirectoryActive = "active";

    public static bool IsOnItsWay(string state) => state is Applied or Expected or AtStation;
}

namespace RsCard.Students.Cards;

/// <summary>What kind of card one is, as it stands in the database.</summary>
public static class CardKind
{
    /// <summary>With a photo, made in a month (D-12).</summary>
    public const string Service = "service";

    /// <summary>From a station's stock, in one visit (D-28).</summary>
    public const string Reserve = "reserve";
}

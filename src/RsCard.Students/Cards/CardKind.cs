namespace RsCard.Students.Cards;

/// <summary>The kinds of card, as they stand in the database.</summary>
public static class CardKind
{
    /// <summary>With photo and PIN envelope, made in a month (D-12).</summary>
    public const string Service = "service";

    /// <summary>From the station's stock in one visit, at most 180 days at a time (D-23, D-28).</summary>
    public const string Reserve = "reserve";
}

namespace RsCard.Students.Cards;

/// <summary>The document that was shown: kind and last valid day, never its number (D-11).</summary>
/// <param name="Kind">passport, national-id, driving-licence or id-card.</param>
public sealed record IdDocument(string Kind, DateOnly ValidTo)
{
    public const string Passport = "passport";

    public static IReadOnlyList<string> Kinds { get; } = [Passport, "national-id", "driving-licence", "id-card"];

    public bool IsGoodOn(DateOnly day) => Kinds.Contains(Kind) && ValidTo >= day;
}

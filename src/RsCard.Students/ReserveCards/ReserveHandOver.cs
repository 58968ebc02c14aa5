using RsCard.Students.Cards;

namespace RsCard.Students.ReserveCards;

/// <summary>What the counter says when it hands over a reserve card.</summary>
/// <param name="Serial">Of the card, as typed or scanned.</param>
/// <param name="Document">What the student shows: a passport on the foreign path (D-22), any valid document otherwise (D-26).</param>
/// <param name="Companion">Who vouches for the student; null where nobody does.</param>
/// <param name="ValidTo">The certificate's last day as the card says; null: the latest that D-23 allows.</param>
public sealed record ReserveHandOver(string Serial, IdDocument Document, Companion? Companion = null, DateOnly? ValidTo = null);

/// <summary>A responsible person of the institution, with a valid Swedish ID document (D-22). The name lies in the database only sealed.</summary>
/// <param name="IsSwedish">The document was issued in Sweden.</param>
public sealed record Companion(string Name, IdDocument Document, bool IsSwedish)
{
    public override string ToString() => "Companion (not shown)";
}

namespace RsCard.Students.Review;

/// <summary>Card facts that the directory doesn't have, entered by the HSA team at review (D-8).</summary>
/// <param name="State">active or inactive.</param>
/// <param name="HasSameName">The card has the name of the row: another name needs a new card (D-16).</param>
/// <param name="ValidTo">The card's last day.</param>
public sealed record CardNote(string? Serial, string State, bool HasPhoto, bool HasSameName, DateOnly ValidTo)
{
    /// <summary>The card serves through the period, and no other is needed (D-8, D-16).</summary>
    public bool Serves(DateOnly lastDay) => State == Cards.CardState.InDirectoryActive && HasPhoto && HasSameName && ValidTo >= lastDay;
}

namespace RsCard.Students.Review;

/// <summary>Which of those who wait; null: any.</summary>
/// <param name="Institution">Its code.</param>
/// <param name="Reason">Why they are in review, as in <see cref="ReviewItem.Reasons"/>.</param>
/// <param name="Claim"><c>mine</c>, or <c>free</c>: nobody's.</param>
/// <param name="Until">Came to review no later than this: those that a page has counted.</param>
public sealed record QueueFilter(string? Institution = null, string? Reason = null, string? Claim = null, DateTimeOffset? Until = null)
{
    public const string Mine = "mine";
    public const string Free = "free";
}

/// <summary>One page of those who wait.</summary>
/// <param name="Total">Of all pages.</param>
/// <param name="Oldest">When the one who has waited longest came to review; null: nobody waits.</param>
/// <param name="At">The page shown, from 1: the last one where the page asked for is behind it.</param>
public sealed record QueuePage(IReadOnlyList<ReviewItem> Items, int Total, DateTimeOffset? Oldest, int At, int Pages);

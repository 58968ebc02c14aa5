namespace RsCard.Students.Review;

/// <summary>What the HSA team decides on a student (D-6), as it stands in the database.</summary>
public static class ReviewDecision
{
    public const string Approved = "approved";

    /// <summary>Approved, and the employee's own card with a photo serves through the period: no entry, no new card (D-8).</summary>
    public const string OwnCard = "own-card";

    public const string Rejected = "rejected";

    public const string Asked = "asked";
}

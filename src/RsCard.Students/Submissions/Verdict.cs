namespace RsCard.Students.Submissions;

/// <summary>What becomes of a row, as answers and the database have it.</summary>
public static class Verdict
{
    /// <summary>No entry yet; waits for review.</summary>
    public const string New = "new";

    /// <summary>Stands in the wrong category, or something must be decided.</summary>
    public const string Review = "review";

    /// <summary>A longer period on an active entry with the same name: applied without review (D-3).</summary>
    public const string Extended = "extended";

    /// <summary>The card ends soon and the education goes on (D-30).</summary>
    public const string Renewal = "renewal";

    public const string Unchanged = "unchanged";
    public const string Refused = "refused";

    /// <summary>D-4.</summary>
    public const string Protected = "protected";

    /// <summary>D-5.</summary>
    public const string HandedOver = "handed-over";

    public static IReadOnlyList<string> All { get; } = [New, Review, Extended, Renewal, Unchanged, Refused, Protected, HandedOver];
}

using RsCard.Students.Database;

namespace RsCard.Students.Submissions;

/// <summary>How lists have gone. A row has gone smoothly where nothing was wrong with it and nothing had to be said of it.</summary>
/// <param name="Lists">The newest first.</param>
/// <param name="Faults">The commonest first.</param>
public sealed record ListQuality(IReadOnlyList<ListScore> Lists, IReadOnlyList<ListFault> Faults)
{
    public RowScore All => RowScore.Sum(Lists);

    /// <summary>By the first day of the month in which the list came, the oldest first; a month without a list is left out. Pure.</summary>
    public IReadOnlyList<(DateOnly Month, int Lists, RowScore Rows)> ByMonth() =>
    [
        .. Lists.GroupBy(list => new DateOnly(list.Day.Year, list.Day.Month, 1)).OrderBy(month => month.Key).Select(month => (month.Key, month.Count(), RowScore.Sum(month))),
    ];

    /// <summary>By code.</summary>
    public IReadOnlyList<(string Institution, int Lists, RowScore Rows)> ByInstitution() =>
        [.. Lists.GroupBy(list => list.Institution).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count(), RowScore.Sum(group)))];
}

/// <param name="Day">On which it came.</param>
public sealed record ListScore(SubmissionId Id, string Institution, string FileName, DateOnly Day, RowScore Rows);

/// <param name="Smooth">Of them, those that nothing was wrong with.</param>
/// <param name="Refused">Those that had to be mended.</param>
public readonly record struct RowScore(int Rows, int Smooth, int Refused)
{
    /// <summary>Rounded down: 100 says that all went smoothly.</summary>
    public int Percent => Rows == 0 ? 100 : (int)(100L * Smooth / Rows);

    public static RowScore Sum(IEnumerable<ListScore> lists) =>
        lists.Aggregate(default(RowScore), (sum, list) => new RowScore(sum.Rows + list.Rows.Rows, sum.Smooth + list.Rows.Smooth, sum.Refused + list.Rows.Refused));
}

/// <summary>What was wrong with so many rows.</summary>
public sealed record ListFault(RowError Error, int Rows);

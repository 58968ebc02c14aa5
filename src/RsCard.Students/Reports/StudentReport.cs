using RsCard.Students.Database;

namespace RsCard.Students.Reports;

/// <summary>Something that a student says is wrong.</summary>
/// <param name="Text">Null where the kind holds none, and where the student's values were erased.</param>
/// <param name="Answer">What the student reads; null: none was written.</param>
/// <param name="AnsweredAt">Null: it is still somebody's turn.</param>
public sealed record StudentReport(Guid Id, CaseId Case, ReportKind Kind, string? Text, DateTimeOffset ReportedAt, string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt)
{
    public override string ToString() => $"Report {Id}";
}

/// <summary>Whose reports somebody sees: those of the HSA team, or those of the administrators of some institutions.</summary>
/// <param name="Turn">One of <see cref="Cases.Owners"/>.</param>
/// <param name="Institutions">Null: of all.</param>
public sealed record ReportScope(string Turn, IReadOnlyCollection<string>? Institutions)
{
    /// <param name="institutions">An administrator's; null: the HSA team.</param>
    public static ReportScope Of(IReadOnlyCollection<string>? institutions) =>
        new(institutions is null ? Cases.Owners.HsaTeam : Cases.Owners.StudyAdministrator, institutions);
}

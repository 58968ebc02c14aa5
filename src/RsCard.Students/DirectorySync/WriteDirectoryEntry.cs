using System.Text.Json;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// <c>RsCard.WriteDirectoryEntry</c>: exactly one entry under the student branch (D-7). Outcomes: <c>Added</c>, <c>Moved</c> (from a wrong
/// branch), <c>Reopened</c>, <c>Changed</c>, <c>Unchanged</c>. The work is done by <see cref="DirectoryEntryHandler"/>.
/// </summary>
internal sealed class WriteDirectoryEntry : ICaseActivity
{
    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(DirectoryOrder.Wait(facts, closes: false));
}

/// <summary><c>RsCard.CloseDirectoryEntry</c>: the entry ends, unless another enrolment still needs it (D-35, D-36). Outcome <c>Done</c>.</summary>
internal sealed class CloseDirectoryEntry : ICaseActivity
{
    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(DirectoryOrder.Wait(facts, closes: true));
}

/// <summary>The payload of a directory write.</summary>
/// <param name="Closes">The enrolment is over.</param>
/// <param name="Outcome">
/// What the first attempt set out to do. Kept before anything is written: a later attempt finds the entry as wanted and
/// would otherwise report <c>Unchanged</c> for an entry that this very item added or moved.
/// </param>
internal sealed record DirectoryOrder(Database.CaseId Case, bool Closes, string? Outcome)
{
    public static Wait.ForWork Wait(CaseFacts facts, bool closes) =>
        new(DirectoryEntryHandler.WorkKind, facts.Student.ToString(), JsonSerializer.Serialize(new DirectoryOrder(facts.Case, closes, Outcome: null)));
}

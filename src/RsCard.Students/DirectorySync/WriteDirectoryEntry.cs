using System.Text.Json;
using RsCard.Students.Cases;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// <c>RsCard.WriteDirectoryEntry</c>: exactly one entry under the student branch (D-7). Outcomes: <c>Added</c>, <c>Moved</c> (from a wrong
/// branch), <c>Reopened</c>, <c>Changed</c>, <c>Unchanged</c>. The work is done by <see cref="DirectoryEntryHandler"/>.
/// </summary>
internal sealed class WriteDirectoryEntry : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Work(DirectoryEntryHandler.WorkKind, "Added", "Moved", "Reopened", "Changed", "Unchanged");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(DirectoryOrder.Wait(facts, closes: false));
}

/// <summary><c>RsCard.CloseDirectoryEntry</c>: the entry ends, unless another enrolment still needs it (D-35, D-36). Outcome <c>Done</c>.</summary>
internal sealed class CloseDirectoryEntry : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Work(DirectoryEntryHandler.WorkKind, "Done");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(DirectoryOrder.Wait(facts, closes: true));
}

/// <summary>The payload of a directory write.</summary>
/// <param name="Closes">The enrolment is over.</param>
/// <param name="Intent">What the first attempt set out to do; null before it.</param>
/// <param name="Begun">The entry before the first write; null before it.</param>
internal sealed record DirectoryOrder(Database.CaseId Case, bool Closes, DirectoryIntent? Intent, WriteIntent? Begun = null)
{
    public static Wait.ForWork Wait(CaseFacts facts, bool closes) =>
        new(DirectoryEntryHandler.WorkKind, facts.Student.ToString(), JsonSerializer.Serialize(new DirectoryOrder(facts.Case, closes, Intent: null)));
}

/// <summary>
/// What a write set out to do, kept before anything is written: a later attempt finds the entry as wanted, and would otherwise report
/// <c>Unchanged</c>, and leave the audit trail without, an entry that this very item added or moved (D-40, D-42).
/// </summary>
/// <param name="Verb">added, moved or changed; null where nothing had to be written.</param>
/// <param name="Attributes">Names of what was to be written; their values are personal and aren't kept here.</param>
/// <param name="ChangesName">The entry had another name, so a card it has doesn't serve (D-16).</param>
internal sealed record DirectoryIntent(string Outcome, string? Verb, IReadOnlyList<string> Attributes, bool ChangesName)
{
    public static DirectoryIntent Of(EntryPlan plan, WantedEntry wanted, bool closes) => plan switch
    {
        EntryPlan.Add(var attributes) => new(closes ? "Done" : "Added", "added", Names(attributes), ChangesName: false),
        EntryPlan.Move(var entry, _, var changes) => new(closes ? "Done" : "Moved", "moved", Names(changes), IsOtherName(entry, wanted)),
        EntryPlan.Modify(var entry, var changes, var reopens) =>
            new(closes ? "Done" : reopens ? "Reopened" : "Changed", "changed", Names(changes), IsOtherName(entry, wanted)),
        _ => new(closes ? "Done" : "Unchanged", Verb: null, [], ChangesName: false),
    };

    /// <summary>A later attempt had still something to write: both are told of, under what the first set out to do.</summary>
    public DirectoryIntent With(DirectoryIntent later) =>
        this with { Verb = Verb ?? later.Verb, Attributes = [.. Attributes.Union(later.Attributes)], ChangesName = ChangesName || later.ChangesName };

    private static IReadOnlyList<string> Names(IReadOnlyList<AttributeValue> attributes) => [.. attributes.Select(attribute => attribute.Name)];

    private static bool IsOtherName(FoundEntry entry, WantedEntry wanted) => entry.FullName != $"{wanted.GivenName} {wanted.FamilyName}";
}

using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync;

/// <summary>Pure: one wanted entry and the entries found for that person → a plan (D-3, D-7, D-8, D-35).</summary>
public sealed class EntryPlanner(AttributeMapping mapping)
{
    /// <param name="proved">The entry that we proved to be the student's; null before that. It stays theirs when the number changes (D-53).</param>
    public EntryPlan Plan(WantedEntry wanted, IReadOnlyList<FoundEntry> found, DateOnly today, Guid? proved = null)
    {
        // An employee's entry is never written, and doesn't stop a student's entry of its own (D-8).
        var candidates = found.Where(entry => entry.Branch != DirectoryBranch.Employees).ToList();
        return candidates switch
        {
            [] => new EntryPlan.Add(Attributes(wanted)),
            [{ } only] when only.EntryUuid != proved && OtherPerson(wanted, only) => new EntryPlan.Conflict("DIR-011", $"entry {only.EntryUuid} has the wanted RSid or HSA-id, but another personal number"),
            [{ } only] when HasAnother(DirectoryNames.RsId, only, wanted.RsId) => new EntryPlan.Conflict("DIR-012", $"entry {only.EntryUuid} has another RSid than the one given to the student"),
            [{ } only] when HasAnother(DirectoryNames.HsaId, only, wanted.HsaId) => new EntryPlan.Conflict("DIR-012", $"entry {only.EntryUuid} has another HSA-id than the one given to the student"),
            [{ } only] => PlanOne(wanted, only, today),
            _ => new EntryPlan.Conflict("DIR-010", $"{candidates.Count} entries for one person: {string.Join(", ", candidates.Select(entry => entry.EntryUuid))}"),
        };
    }

    /// <summary>What a new entry gets: the attributes that we write, with the values they should have; null where one stays absent.</summary>
    public IReadOnlyList<AttributeValue> Attributes(WantedEntry wanted) =>
        [.. mapping.Written.Select(rule => new AttributeValue(rule.Attribute, rule.ValueOf(wanted)))];

    private EntryPlan PlanOne(WantedEntry wanted, FoundEntry found, DateOnly today)
    {
        var changes = Differences(wanted, found);
        return found.Branch == DirectoryBranch.Other
            ? new EntryPlan.Move(found, wanted.RsId, changes)
            : changes.Count == 0
                ? new EntryPlan.Nothing(found)
                : new EntryPlan.Modify(found, changes, Reopens: found.IsEnded(today) && !wanted.Closed);
    }

    /// <summary>Several values where one is expected are a person's to sort out: they are left as they are, and reconciliation tells of them.</summary>
    private List<AttributeValue> Differences(WantedEntry wanted, FoundEntry found) =>
    [
        .. mapping.Differences(wanted, found.ValuesOf)
            .Where(difference => difference.Rule.Master == AttributeMaster.Merge || difference.From.Count <= 1)
            .Select(difference => new AttributeValue(
                difference.Rule.Attribute, difference.Rule.ValueOf(wanted), IsBeside: difference.Rule.Master == AttributeMaster.Merge && difference.From.Count > 0)),
    ];

    private bool HasAnother(string attribute, FoundEntry found, string ours) =>
        mapping.Find(attribute) is { } rule && found.ValuesOf(attribute).Any(value => !rule.Same(value, ours));

    private static bool OtherPerson(WantedEntry wanted, FoundEntry found) =>
        found.PersonalNumber is { } number && wanted.PersonalNumber is { } ours && number != ours;
}

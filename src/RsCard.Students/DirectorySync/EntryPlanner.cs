using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync;

/// <summary>Pure: one wanted entry and the entries found for that person → a plan (D-3, D-7, D-8, D-35).</summary>
public static class EntryPlanner
{
    public static EntryPlan Plan(WantedEntry wanted, IReadOnlyList<FoundEntry> found, DateOnly today)
    {
        // An employee's entry is never written, and doesn't stop a student's entry of its own (D-8).
        var candidates = found.Where(entry => entry.Branch != DirectoryBranch.Employees).ToList();
        return candidates switch
        {
            [] => new EntryPlan.Add(Attributes(wanted)),
            [{ } only] when OtherPerson(wanted, only) => new EntryPlan.Conflict("DIR-011", $"entry {only.EntryUuid} has the wanted RSid or HSA-id, but another personal number"),
            [{ } only] when only.RsId is { } rsId && rsId != wanted.RsId => new EntryPlan.Conflict("DIR-012", $"entry {only.EntryUuid} has another RSid than the one given to the student"),
            [{ } only] => PlanOne(wanted, only, today),
            _ => new EntryPlan.Conflict("DIR-010", $"{candidates.Count} entries for one person: {string.Join(", ", candidates.Select(entry => entry.EntryUuid))}"),
        };
    }

    /// <summary>The attributes whose master we are, with the values they should have.</summary>
    public static IReadOnlyList<AttributeValue> Attributes(WantedEntry wanted) =>
    [
        new(DirectoryNames.RsId, wanted.RsId),
        new(DirectoryNames.HsaId, wanted.HsaId),
        new(DirectoryNames.PersonalNumber, wanted.PersonalNumber),
        new(DirectoryNames.CommonName, $"{wanted.GivenName} {wanted.FamilyName}"),
        new(DirectoryNames.GivenName, wanted.GivenName),
        new(DirectoryNames.FamilyName, wanted.FamilyName),
        new(DirectoryNames.Email, wanted.Email),
        new(DirectoryNames.PeriodStart, DirectoryTime.FromDay(wanted.ValidFrom)),
        new(DirectoryNames.PeriodEnd, DirectoryTime.FromDay(wanted.ValidTo)),
        new(DirectoryNames.Status, wanted.Closed ? FoundEntry.Ended : FoundEntry.Active),
    ];

    private static EntryPlan PlanOne(WantedEntry wanted, FoundEntry found, DateOnly today)
    {
        var changes = Differences(wanted, found);
        return found.Branch == DirectoryBranch.Other
            ? new EntryPlan.Move(found, wanted.RsId, changes)
            : changes.Count == 0
                ? new EntryPlan.Nothing(found)
                : new EntryPlan.Modify(found, changes, Reopens: found.IsEnded(today) && !wanted.Closed);
    }

    private static List<AttributeValue> Differences(WantedEntry wanted, FoundEntry found)
    {
        var now = new Dictionary<string, string?>
        {
            [DirectoryNames.RsId] = found.RsId,
            [DirectoryNames.HsaId] = found.HsaId,
            [DirectoryNames.PersonalNumber] = found.PersonalNumber,
            [DirectoryNames.CommonName] = found.CommonName,
            [DirectoryNames.GivenName] = found.GivenName,
            [DirectoryNames.FamilyName] = found.FamilyName,
            [DirectoryNames.Email] = found.Email,
            [DirectoryNames.PeriodStart] = found.ValidFrom is { } from ? DirectoryTime.FromDay(from) : null,
            [DirectoryNames.PeriodEnd] = found.ValidTo is { } to ? DirectoryTime.FromDay(to) : null,
            [DirectoryNames.Status] = found.Status,
        };
        return [.. Attributes(wanted).Where(attribute => now[attribute.Name] != attribute.Value)];
    }

    private static bool OtherPerson(WantedEntry wanted, FoundEntry found) =>
        found.PersonalNumber is { } number && wanted.PersonalNumber is { } ours && number != ours;
}

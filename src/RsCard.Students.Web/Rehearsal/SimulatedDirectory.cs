using System.Globalization;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Journal;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// A directory in memory, below the planner: it finds, adds, changes and moves entries as the region's does, keeps RSid and HSA-id unique,
/// and refuses a change of an entry that isn't as it was read.
/// </summary>
public sealed class SimulatedDirectory : IRegionDirectory
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, FoundEntry> entries = [];
    private readonly Dictionary<EntryKey, HashSet<Guid>> index = [];
    private long lastChange;

    public int Count
    {
        get
        {
            lock (gate)
                return entries.Count;
        }
    }

    /// <summary>An entry that was there before.</summary>
    public void Plant(FoundEntry entry)
    {
        lock (gate)
            Put(entry);
    }

    public Task<IReadOnlyList<FoundEntry>> FindAsync(IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var found = keys.SelectMany(key => index.GetValueOrDefault(key) ?? []).Distinct().Select(uuid => entries[uuid]).ToList();
            return Task.FromResult<IReadOnlyList<FoundEntry>>(found);
        }
    }

    public Task<EntryImage?> FindImageAsync(Guid entryUuid, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult(entries.TryGetValue(entryUuid, out var entry) ? ImageOf(entry) : null);
    }

    public Task<ApplyResult> ApplyAsync(EntryPlan plan, EntryImage? now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(plan switch
            {
                EntryPlan.Nothing(var entry) => new ApplyResult.Applied(entry.EntryUuid),
                EntryPlan.Add(var attributes) => Add(attributes),
                EntryPlan.Modify(var entry, var changes, _) => Change(entry, entry.Dn, entry.Branch, changes),
                EntryPlan.Move(var entry, var rsId, var changes) => Change(entry, DnOf(rsId), DirectoryBranch.Students, changes),
                EntryPlan.Conflict(var code, var reason) => new ApplyResult.Refused(code, reason),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }
    }

    private ApplyResult Add(IReadOnlyList<AttributeValue> attributes)
    {
        var name = attributes.First(attribute => attribute.Name == DirectoryNames.RsId).Value ?? "";
        var bare = new FoundEntry(
            DnOf(name), Guid.CreateVersion7(), "", DirectoryBranch.Students, null, null, null, null, null, null, null, null, null, null, Card: null);
        return Save(With(bare, attributes));
    }

    private ApplyResult Change(FoundEntry read, string dn, DirectoryBranch branch, IReadOnlyList<AttributeValue> changes) =>
        entries.TryGetValue(read.EntryUuid, out var now) && now.EntryCsn == read.EntryCsn
            ? Save(With(now with { Dn = dn, Branch = branch }, changes))
            : new ApplyResult.Changed("DIR-005", "the entry isn't as it was read");

    private ApplyResult Save(FoundEntry entry)
    {
        if (UniqueKeys(entry).Any(key => (index.GetValueOrDefault(key) ?? []).Any(other => other != entry.EntryUuid)))
            return new ApplyResult.Refused("DIR-011", "a value that must be unique stands in another entry");

        Put(entry with { EntryCsn = (++lastChange).ToString(CultureInfo.InvariantCulture) });
        return new ApplyResult.Applied(entry.EntryUuid);
    }

    private void Put(FoundEntry entry)
    {
        if (entries.TryGetValue(entry.EntryUuid, out var before))
        {
            foreach (var key in Keys(before))
                index[key].Remove(entry.EntryUuid);
        }

        entries[entry.EntryUuid] = entry;
        foreach (var key in Keys(entry))
        {
            if (!index.TryGetValue(key, out var holders))
                index[key] = holders = [];
            holders.Add(entry.EntryUuid);
        }
    }

    private static IEnumerable<EntryKey> Keys(FoundEntry entry)
    {
        yield return EntryKey.Uuid(entry.EntryUuid);
        if (entry.PersonalNumber is { } number)
            yield return EntryKey.PersonalNumber(number);
        foreach (var key in UniqueKeys(entry))
            yield return key;
    }

    private static IEnumerable<EntryKey> UniqueKeys(FoundEntry entry)
    {
        if (entry.RsId is { } rsId)
            yield return EntryKey.RsId(rsId);
        if (entry.HsaId is { } hsaId)
            yield return EntryKey.HsaId(hsaId);
    }

    private static FoundEntry With(FoundEntry entry, IEnumerable<AttributeValue> changes) => changes.Aggregate(entry, (now, change) => change.Name switch
    {
        _ when change.IsBeside || !FoundEntry.Knows(change.Name) => now with { More = More(now, change) },
        DirectoryNames.RsId => now with { RsId = change.Value },
        DirectoryNames.HsaId => now with { HsaId = change.Value },
        DirectoryNames.PersonalNumber => now with { PersonalNumber = change.Value },
        DirectoryNames.CommonName => now with { CommonName = change.Value },
        DirectoryNames.GivenName => now with { GivenName = change.Value },
        DirectoryNames.FamilyName => now with { FamilyName = change.Value },
        DirectoryNames.Email => now with { Email = change.Value },
        DirectoryNames.PeriodStart => now with { ValidFrom = DirectoryTime.ToDay(change.Value) },
        DirectoryNames.PeriodEnd => now with { ValidTo = DirectoryTime.ToDay(change.Value) },
        DirectoryNames.Status => now with { Status = change.Value },
        _ => throw new InvalidOperationException($"REH-003: the rehearsed directory has no attribute '{change.Name}'"),
    });

    private static EntryImage ImageOf(FoundEntry entry) => new(
        entry.EntryUuid,
        entry.EntryCsn,
        entry.Dn,
        DirectoryNames.Read
            .Union(entry.More.Keys)
            .Select(name => (Name: name, Values: CardValue(entry, name) is { } card ? [card] : entry.ValuesOf(name)))
            .Where(pair => pair.Values.Count > 0)
            .ToDictionary(pair => pair.Name, pair => pair.Values));

    private static string? CardValue(FoundEntry entry, string name) => name switch
    {
        DirectoryNames.CardSerial => entry.Card?.Serial,
        DirectoryNames.CardState => entry.Card?.State,
        DirectoryNames.CardHasPhoto => entry.Card is { } card ? card.HasPhoto ? "TRUE" : "FALSE" : null,
        DirectoryNames.CardValidTo => entry.Card?.ValidTo is { } valid ? DirectoryTime.FromDay(valid) : null,
        _ => null,
    };

    private static Dictionary<string, IReadOnlyList<string>> More(FoundEntry entry, AttributeValue change)
    {
        IReadOnlyList<string> before = change.IsBeside && entry.More.TryGetValue(change.Name, out var there) ? there : [];
        return new Dictionary<string, IReadOnlyList<string>>(entry.More) { [change.Name] = change.Value is { } value ? [.. before, value] : [] };
    }

    private static string DnOf(string rsId) => $"{DirectoryNames.NamingAttribute}={rsId},ou=students";
}

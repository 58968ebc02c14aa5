using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>A tree in memory that takes hand-made steps and planned writes, and refuses what a server would: a name or an identifier twice, an entry that isn't there, a write among employees.</summary>
internal sealed class MemoryTree(DirectoryBranches branches)
{
    private readonly Dictionary<DistinguishedName, Entry> entries = [];
    private readonly Dictionary<string, DistinguishedName> unique = new(StringComparer.OrdinalIgnoreCase);
    private int changes;

    public IReadOnlyCollection<MirroredEntry> Mirror() => [.. entries.Select(pair => Mirrored(pair.Key, pair.Value))];

    public MirroredEntry Get(string dn) => DistinguishedName.Parse(dn) is var name ? Mirrored(name, entries[name]) : throw new InvalidOperationException();

    public MirroredEntry? Find(Guid uuid) => entries.Where(pair => pair.Value.Uuid == uuid).Select(pair => Mirrored(pair.Key, pair.Value)).FirstOrDefault();

    public void Apply(TreeStep step)
    {
        switch (step)
        {
            case TreeStep.Add(var dn, var values):
                Put(DistinguishedName.Parse(dn), new Entry(NewUuid(), new Dictionary<string, IReadOnlyList<string>>(values)));
                break;
            case TreeStep.Delete(var dn):
                Take(DistinguishedName.Parse(dn));
                break;
            case TreeStep.Rename(var dn, var rdn, var parent):
                var name = DistinguishedName.Parse(dn);
                var above = parent is null ? name.Parent! : DistinguishedName.Parse(parent);
                Put(above.Child(DistinguishedName.Parse(rdn).Rdn), Take(name));
                break;
            case TreeStep.Replace(var dn, var attribute, var values):
                var changed = DistinguishedName.Parse(dn);
                var entry = Take(changed);
                entry.Values[attribute] = values;
                Put(changed, entry);
                break;
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>False where a server would refuse: nothing has changed then.</summary>
    public bool TryApply(TreeStep step)
    {
        var (names, identifiers) = (entries.ToDictionary(pair => pair.Key, pair => pair.Value with { Values = new(pair.Value.Values) }), unique.ToList());
        try
        {
            Apply(step);
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            entries.Clear();
            unique.Clear();
            foreach (var (name, entry) in names)
                entries.Add(name, entry);
            foreach (var (key, name) in identifiers)
                unique.Add(key, name);
            return false;
        }
    }

    /// <summary>Carries a planned write out.</summary>
    /// <param name="rsId">The name that an added or moved entry gets.</param>
    public void Apply(PlannedEntry planned, string? rsId)
    {
        if (planned.Kind == PlanKind.Add)
        {
            Put(branches.NameOf(rsId!), new Entry(NewUuid(), planned.Changes.ToDictionary(change => change.Attribute, change => change.To)));
            return;
        }

        var (name, entry) = entries.Single(pair => pair.Value.Uuid == planned.Found!.EntryUuid);
        Assert.NotEqual(DirectoryBranch.Employees, branches.Of(name));
        Take(name);
        if (planned.Kind == PlanKind.Delete)
            return;
        foreach (var change in planned.Changes)
            entry.Values[change.Attribute] = change.To;
        var inPlace = branches.Of(name) == DirectoryBranch.Students ? name.Parent! : branches.Students;
        Put(planned.Kind == PlanKind.Move ? inPlace.Child(branches.NamingAttribute, rsId!) : name, entry);
    }

    public static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Put(DistinguishedName name, Entry entry)
    {
        entry.Csn = ++changes;
        Assert.True(entries.TryAdd(name, entry), "the name is taken");
        foreach (var key in Unique(entry))
            Assert.True(unique.TryAdd(key, name), "an identifier is taken");
    }

    private Entry Take(DistinguishedName name)
    {
        Assert.True(entries.Remove(name, out var entry), "no such entry");
        foreach (var key in Unique(entry!))
            unique.Remove(key);
        return entry!;
    }

    private static IEnumerable<string> Unique(Entry entry) => DirectoryNames.Unique.SelectMany(name => entry.Values.GetValueOrDefault(name, []).Select(value => name + "=" + value));

    private Guid NewUuid() => new(changes + 1, 7, 7, 0, 0, 0, 0, 0, 0, 0, 1);

    private MirroredEntry Mirrored(DistinguishedName name, Entry entry) => new(
        entry.Uuid,
        entry.Csn.ToString("D9", CultureInfo.InvariantCulture),
        name.ToString(),
        branches.Of(name),
        entry.Values.GetValueOrDefault(DirectoryNames.PersonalNumber, []) is [{ } number, ..] ? Hash(number) : null,
        entry.Values.Where(pair => pair.Key != DirectoryNames.PersonalNumber && pair.Value.Count > 0).ToDictionary(pair => pair.Key, pair => pair.Value));

    private sealed record Entry(Guid Uuid, Dictionary<string, IReadOnlyList<string>> Values)
    {
        public int Csn { get; set; }
    }
}

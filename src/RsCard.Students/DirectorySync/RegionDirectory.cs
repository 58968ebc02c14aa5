using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync;

/// <summary>The region's directory as the process knows it: people in, people out, plans carried out.</summary>
public sealed class RegionDirectory(DirectoryConnections connections, DirectoryOptions options, AttributeMapping mapping, EntryWriter writer) : IRegionDirectory
{
    /// <summary>Values in one filter: 100,000 people are asked for in 1,000 searches, several at a time on one connection.</summary>
    private const int KeysInOneSearch = 100;
    private const int SearchesAtOnce = 8;

    private readonly EntryReader reader = new(options, mapping);
    private readonly EntryMarks marks = new(options);
    private readonly string[] read = [.. mapping.Read.Select(options.NameOf).Union(new EntryMarks(options).Attributes, StringComparer.OrdinalIgnoreCase)];
    private readonly DistinguishedName baseDn = DistinguishedName.Parse(options.BaseDn);
    private readonly DistinguishedName studentBranch = DistinguishedName.Parse(options.StudentBranch);
    private readonly DistinguishedName employeeBranch = DistinguishedName.Parse(options.EmployeeBranch);

    public async Task<IReadOnlyList<FoundEntry>> FindAsync(IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, FoundEntry>();
        foreach (var wave in keys.Distinct().Chunk(KeysInOneSearch * SearchesAtOnce))
        {
            var connection = await connections.ReaderAsync(cancellationToken);
            var searches = wave
                .Chunk(KeysInOneSearch)
                .Select(chunk => SearchAsync(connection, LdapFilter.Or(chunk.Select(marks.Has)), cancellationToken));
            foreach (var entry in (await Task.WhenAll(searches)).SelectMany(entries => entries))
                found[entry.EntryUuid] = entry;
        }

        return [.. found.Values];
    }

    public Task<EntryImage?> FindImageAsync(Guid entryUuid, CancellationToken cancellationToken) => writer.ReadAsync(entryUuid, cancellationToken);

    public async Task<ApplyResult> ApplyAsync(EntryPlan plan, EntryImage? now, CancellationToken cancellationToken) => (plan, now) switch
    {
        (EntryPlan.Nothing(var entry), _) => new ApplyResult.Applied(entry.EntryUuid),
        (EntryPlan.Add(var attributes), _) => await AddAsync(attributes, cancellationToken),
        (EntryPlan.Modify(var entry, var changes, _), { } image) when IsOf(image, entry) => await WriteAsync(EntryWrite.Modify(image, Values(changes, image)), cancellationToken),
        (EntryPlan.Move(var entry, var rsId, var changes), { } image) when IsOf(image, entry) => await WriteAsync(EntryWrite.Move(image, NameOf(rsId), Values(changes, image)), cancellationToken),
        (EntryPlan.Modify or EntryPlan.Move, _) => new ApplyResult.Changed("DIR-005", "the entry isn't as it was read"),
        (EntryPlan.Conflict(var code, var reason), _) => new ApplyResult.Refused(code, reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool IsOf(EntryImage image, FoundEntry entry) => image.EntryUuid == entry.EntryUuid && image.EntryCsn == entry.EntryCsn;

    private Task<ApplyResult> AddAsync(IReadOnlyList<AttributeValue> attributes, CancellationToken cancellationToken)
    {
        var name = attributes.First(attribute => attribute.Name == DirectoryNames.RsId).Value ?? "";
        return WriteAsync(
            EntryWrite.Add(
                NameOf(name),
                [
                    .. Values(attributes, now: null),
                    new ValueChange("objectClass", options.ObjectClasses.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                    new ValueChange(options.NameOf(DirectoryNames.NamingAttribute), [name]),
                ]),
            cancellationToken);
    }

    private async Task<ApplyResult> WriteAsync(EntryWrite write, CancellationToken cancellationToken)
    {
        var result = await writer.WriteAsync(write, cancellationToken);
        return result.Outcome is ApplyResult.Applied(var uuid, _) ? new ApplyResult.Applied(uuid, result.After) : result.Outcome;
    }

    private string NameOf(string rsId) => studentBranch.Child(options.NameOf(DirectoryNames.NamingAttribute), rsId).ToString();

    private IReadOnlyList<ValueChange> Values(IReadOnlyList<AttributeValue> attributes, EntryImage? now) =>
    [
        .. from attribute in attributes
           let name = options.NameOf(attribute.Name)
           let left = attribute.IsBeside && now is not null ? now.Of(name) : []
           select new ValueChange(name, attribute.Value is { } value ? [.. left, value] : left),
    ];

    private async Task<IReadOnlyList<FoundEntry>> SearchAsync(LdapConnection connection, LdapFilter filter, CancellationToken cancellationToken)
    {
        var entries = new List<FoundEntry>();
        var search = new LdapSearch(baseDn, LdapScope.Subtree, filter, read);
        await foreach (var entry in connection.SearchAsync(search, LdapRequestOptions.None, cancellationToken))
            entries.Add(reader.Read(entry, BranchOf(entry.Dn)));

        return entries;
    }

    private DirectoryBranch BranchOf(DistinguishedName dn) =>
        dn.IsBelow(studentBranch) ? DirectoryBranch.Students
        : dn.IsBelow(employeeBranch) ? DirectoryBranch.Employees
        : DirectoryBranch.Other;
}

/// <summary>Something that one person's entry is known by.</summary>
public sealed record EntryKey(string Attribute, string Value)
{
    public static EntryKey PersonalNumber(string number) => new(DirectoryNames.PersonalNumber, number);

    public static EntryKey RsId(string rsId) => new(DirectoryNames.RsId, rsId);

    public static EntryKey HsaId(string hsaId) => new(DirectoryNames.HsaId, hsaId);

    public static EntryKey Uuid(Guid entryUuid) => new(DirectoryNames.EntryUuid, entryUuid.ToString());

    public override string ToString() => $"key by {Attribute}";
}

/// <summary>What came of carrying a plan out.</summary>
public abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <param name="After">The entry after the write; null where nothing had to be written.</param>
    public sealed record Applied(Guid EntryUuid, EntryImage? After = null) : ApplyResult;

    /// <summary>The directory is not as it was read, or refuses for now: read and plan again.</summary>
    public sealed record Changed(string Code, string Detail) : ApplyResult;

    /// <summary>A person has to look at it.</summary>
    public sealed record Refused(string Code, string Detail) : ApplyResult;
}

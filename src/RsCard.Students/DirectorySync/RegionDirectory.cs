using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync;

/// <summary>The region's directory as the process knows it: people in, people out, plans carried out.</summary>
public sealed class RegionDirectory(DirectoryConnections connections, DirectoryOptions options, AttributeMapping mapping) : IRegionDirectory
{
    /// <summary>Values in one filter: 100,000 people are asked for in 1,000 searches, several at a time on one connection.</summary>
    private const int KeysInOneSearch = 100;
    private const int SearchesAtOnce = 8;

    private readonly EntryReader reader = new(options, mapping);
    private readonly string[] read = [.. mapping.Read.Select(options.NameOf)];
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
                .Select(chunk => SearchAsync(connection, LdapFilter.Or(chunk.Select(key => LdapFilter.Equal(options.NameOf(key.Attribute), key.Value))), cancellationToken));
            foreach (var entry in (await Task.WhenAll(searches)).SelectMany(entries => entries))
                found[entry.EntryUuid] = entry;
        }

        return [.. found.Values];
    }

    public async Task<ApplyResult> ApplyAsync(EntryPlan plan, CancellationToken cancellationToken) => plan switch
    {
        EntryPlan.Nothing(var entry) => new ApplyResult.Applied(entry.EntryUuid),
        EntryPlan.Add(var attributes) => await AddAsync(attributes, cancellationToken),
        EntryPlan.Modify(var entry, var changes, _) => await ModifyAsync(DistinguishedName.Parse(entry.Dn), entry, changes, cancellationToken),
        EntryPlan.Move(var entry, var rsId, var changes) => await MoveAsync(entry, rsId, changes, cancellationToken),
        EntryPlan.Conflict(var code, var reason) => new ApplyResult.Refused(code, reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<ApplyResult> AddAsync(IReadOnlyList<AttributeValue> attributes, CancellationToken cancellationToken)
    {
        var name = attributes.First(attribute => attribute.Name == DirectoryNames.RsId).Value ?? "";
        var values = attributes
            .Where(attribute => attribute.Value is not null)
            .Select(attribute => LdapAttribute.Text(options.NameOf(attribute.Name), attribute.Value ?? ""))
            .Append(LdapAttribute.Text("objectClass", options.ObjectClasses.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Append(LdapAttribute.Text(options.NameOf(DirectoryNames.NamingAttribute), name))
            .ToList();
        var connection = await connections.SyncAsync(cancellationToken);
        var result = await connection.AddAsync(
            studentBranch.Child(options.NameOf(DirectoryNames.NamingAttribute), name),
            values,
            LdapRequestOptions.With(ReadEntry.After(options.NameOf(DirectoryNames.EntryUuid))),
            cancellationToken);
        return Judge(result, result.PostRead is { } after ? reader.Uuid(after) : Guid.Empty);
    }

    /// <summary>
    /// Two modifies: slapo-unique searches with the request's own controls, so an assertion beside a unique attribute fails always
    /// (122, 'unique_search failed', slapd 2.5.13). Unique attributes are guarded by deleting the value that was read instead.
    /// </summary>
    private async Task<ApplyResult> ModifyAsync(DistinguishedName dn, FoundEntry entry, IReadOnlyList<AttributeValue> changes, CancellationToken cancellationToken)
    {
        var connection = await connections.SyncAsync(cancellationToken);
        var unique = changes.Where(change => DirectoryNames.Unique.Contains(change.Name)).SelectMany(change => Exchange(entry, change)).ToList();
        if (unique.Count > 0 && Judge(await connection.ModifyAsync(dn, unique, LdapRequestOptions.None, cancellationToken), entry.EntryUuid) is not ApplyResult.Applied and var refused)
            return refused;

        var others = changes.Where(change => !DirectoryNames.Unique.Contains(change.Name)).ToList();
        if (others.Count == 0)
            return new ApplyResult.Applied(entry.EntryUuid);

        var csn = unique.Count == 0 ? entry.EntryCsn : await CsnAsync(entry.EntryUuid, cancellationToken);
        var result = await connection.ModifyAsync(
            dn,
            [.. others.Select(Change)],
            LdapRequestOptions.With(Assertion.That(LdapFilter.Equal(options.NameOf(DirectoryNames.EntryCsn), csn))),
            cancellationToken);
        return Judge(result, entry.EntryUuid);
    }

    private LdapModification Change(AttributeValue change) => change switch
    {
        { IsBeside: true, Value: { } value } => LdapModification.Add(options.NameOf(change.Name), value),
        { Value: { } value } => LdapModification.Replace(options.NameOf(change.Name), value),
        _ => LdapModification.Replace(options.NameOf(change.Name)),
    };

    private IEnumerable<LdapModification> Exchange(FoundEntry entry, AttributeValue change)
    {
        var old = change.Name == DirectoryNames.RsId ? entry.RsId : entry.HsaId;
        if (old is not null)
            yield return LdapModification.Delete(options.NameOf(change.Name), old);
        if (change.Value is { } value)
            yield return LdapModification.Add(options.NameOf(change.Name), value);
    }

    private async Task<string> CsnAsync(Guid entryUuid, CancellationToken cancellationToken) =>
        await FindAsync([EntryKey.Uuid(entryUuid)], cancellationToken) is [{ } entry] ? entry.EntryCsn : "";

    private async Task<ApplyResult> MoveAsync(FoundEntry entry, string rsId, IReadOnlyList<AttributeValue> changes, CancellationToken cancellationToken)
    {
        var dn = DistinguishedName.Parse(entry.Dn);
        var connection = await connections.MoverAsync(cancellationToken);
        var result = await connection.ModifyDnAsync(
            dn,
            RelativeName.Of(options.NameOf(DirectoryNames.NamingAttribute), rsId),
            deleteOldRdn: dn.Rdn.Parts.All(part => part.Type.Equals(options.NameOf(DirectoryNames.NamingAttribute), StringComparison.OrdinalIgnoreCase)),
            studentBranch,
            LdapRequestOptions.With(Assertion.That(LdapFilter.Equal(options.NameOf(DirectoryNames.EntryCsn), entry.EntryCsn))),
            cancellationToken);
        if (!result.IsSuccess)
            return Judge(result, entry.EntryUuid);

        // The move gave the entry a new CSN: the changes are guarded by the one it has now.
        var moved = await FindAsync([EntryKey.Uuid(entry.EntryUuid)], cancellationToken);
        return moved is [{ } now]
            ? await ModifyAsync(DistinguishedName.Parse(now.Dn), now, changes, cancellationToken)
            : new ApplyResult.Changed("DIR-005", "the moved entry isn't found");
    }

    private static ApplyResult Judge(LdapResult result, Guid uuid) => result.Category switch
    {
        LdapResultCategory.Success => new ApplyResult.Applied(uuid),
        LdapResultCategory.AssertionFailed or LdapResultCategory.NoSuchObject or LdapResultCategory.AlreadyExists or LdapResultCategory.ValueMismatch =>
            new ApplyResult.Changed("DIR-005", $"the entry isn't as it was read ({(int)result.Code})"),
        LdapResultCategory.Transient or LdapResultCategory.LimitExceeded =>
            new ApplyResult.Changed("DIR-002", $"the directory refuses for now ({(int)result.Code})"),
        LdapResultCategory.InsufficientRights => new ApplyResult.Refused("DIR-006", "the account may not write this: see the rights of the service accounts"),
        LdapResultCategory.ConstraintViolation => new ApplyResult.Refused("DIR-011", "a value that must be unique stands in another entry"),
        _ => new ApplyResult.Refused("DIR-007", $"the directory refused with {(int)result.Code} ({result.Code})"),
    };

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

    public sealed record Applied(Guid EntryUuid) : ApplyResult;

    /// <summary>The directory is not as it was read, or refuses for now: read and plan again.</summary>
    public sealed record Changed(string Code, string Detail) : ApplyResult;

    /// <summary>A person has to look at it.</summary>
    public sealed record Refused(string Code, string Detail) : ApplyResult;
}

namespace RsCard.Ldap;

/// <summary>
/// What a server offers this account, read and not guessed from a vendor's name: controls from the root DSE, operational
/// attributes from an entry that has them. What is missing needs another way (see each).
/// </summary>
public sealed record DirectoryCapabilities
{
    private static readonly string[] Marks = [EntryId.NsUniqueId, EntryId.EntryUuid, "entryCSN", "modifyTimestamp"];

    /// <summary>What the server says about itself.</summary>
    public required RootDse Server { get; init; }

    /// <summary>Paged results (RFC 2696); without: <see cref="LdapSearch.PageSize"/> 0, and the server's size limit holds.</summary>
    public bool HasPaging => Server.SupportedControls.Contains(LdapOid.PagedResults);

    /// <summary>Assertions (RFC 4528); without: delete the old value and add the new one in the same modify, which fails with 16.</summary>
    public bool HasAssertion => Server.SupportedControls.Contains(LdapOid.Assertion);

    /// <summary>The entry before a write (RFC 4527); without: read it first.</summary>
    public bool HasPreRead => Server.SupportedControls.Contains(LdapOid.PreRead);

    /// <summary>The entry after a write (RFC 4527); without: read it again.</summary>
    public bool HasPostRead => Server.SupportedControls.Contains(LdapOid.PostRead);

    /// <summary>Refreshes with a cookie (RFC 4533); without: a filter on <see cref="ChangeAttribute"/>, and a sweep of ids for deletes.</summary>
    public bool HasContentSync => Server.SupportedControls.Contains(LdapOid.SyncRequest);

    /// <summary>Who am I (RFC 4532).</summary>
    public bool HasWhoAmI => Server.SupportedExtensions.Contains(LdapOid.WhoAmI);

    /// <summary>A modify that forgives what is as wanted already.</summary>
    public bool HasPermissiveModify => Server.SupportedControls.Contains(LdapOid.PermissiveModify);

    /// <summary>
    /// What names an entry for good, as <see cref="EntryId"/> reads it: nsUniqueId where there is one (imported entries have
    /// it too, and content sync means it), else entryUUID; null: nothing, and an entry that moves is lost.
    /// </summary>
    public string? IdAttribute { get; init; }

    /// <summary>
    /// What changes with every write: entryCSN (for order and for equality), else modifyTimestamp (of a second, so that two
    /// writes can look like one); null: nothing that this account may see.
    /// </summary>
    public string? ChangeAttribute { get; init; }

    /// <summary>The naming context's contextCSN, as it was: while it stays, nothing has changed below. Empty: not offered.</summary>
    public IReadOnlyList<string> ContextCsn { get; init; } = [];

    /// <summary>The naming context that holds the entry looked at; null where the root DSE names none such.</summary>
    public DistinguishedName? NamingContext { get; init; }

    internal static async Task<DirectoryCapabilities> ReadAsync(LdapConnection connection, DistinguishedName sample, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var server = await connection.ReadRootDseAsync(options, cancellationToken);
        var entry = await connection.FindAsync(sample, Marks, options, cancellationToken)
            ?? throw new LdapException(LdapErrorCode.SampleNotFound, "the entry that shows what the server offers isn't there, or may not be read");
        var context = server.NamingContexts.Where(sample.IsAtOrBelow).MaxBy(name => name.Levels.Count);
        return new DirectoryCapabilities
        {
            Server = server,
            IdAttribute = FirstOf(entry, EntryId.NsUniqueId, EntryId.EntryUuid),
            ChangeAttribute = FirstOf(entry, "entryCSN", "modifyTimestamp"),
            NamingContext = context,
            ContextCsn = context is null ? [] : await ReadContextCsnAsync(connection, context, options, cancellationToken),
        };
    }

    /// <summary>The contextCSN values of a naming context, sorted; empty where there are none.</summary>
    internal static async Task<IReadOnlyList<string>> ReadContextCsnAsync(LdapConnection connection, DistinguishedName context, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var entry = await connection.FindAsync(context, ["contextCSN"], options, cancellationToken);
        // Octet by octet: what isn't ASCII is no CSN, and must not end in an exception of another kind.
        return entry is null ? [] : [.. entry.Values("contextCSN").Select(value => System.Text.Encoding.ASCII.GetString(value)).Order(StringComparer.Ordinal)];
    }

    private static string? FirstOf(LdapEntry entry, params string[] names) => names.FirstOrDefault(name => entry.Find(name) is not null);
}

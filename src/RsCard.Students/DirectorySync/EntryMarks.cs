using RsCard.Ldap;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// The operational attributes that name an entry for good and tell that it was written, whichever of them a server has: both are asked
/// for, and what comes is taken. entryUUID (RFC 4530) or nsUniqueId; entryCSN or modifyTimestamp.
/// </summary>
internal sealed class EntryMarks(DirectoryOptions options)
{
    /// <summary>Stands in for entryCSN where a server has none: of a second, so that two writes can look like one.</summary>
    public const string ModifyTimestamp = "modifyTimestamp";

    // nsUniqueId first: a server that has it gives it to every entry, and entryUUID only to those that were added while its plug-in ran.
    // Where the directory's own name is said, that one alone.
    private readonly string[] ids = options.AttributeNames.TryGetValue(DirectoryNames.EntryUuid, out var told) ? [told] : [EntryId.NsUniqueId, EntryId.EntryUuid];

    private readonly string csn = options.NameOf(DirectoryNames.EntryCsn);

    /// <summary>What a sweep asks for.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>What a search asks for.</summary>
    public IReadOnlyList<string> Attributes => [.. ids, csn, ModifyTimestamp];

    /// <summary>Those of them that this server has.</summary>
    public IReadOnlyList<string> Of(DirectoryCapabilities server) =>
    [
        ids.Length == 1 || server.IdAttribute is not { } id ? ids[^1] : id,
        server.ChangeAttribute == ModifyTimestamp && csn == DirectoryNames.EntryCsn ? ModifyTimestamp : csn,
    ];

    /// <summary>Null: the entry came without, because the account may not read it, or the server has none.</summary>
    public Guid? FindId(LdapEntry entry)
    {
        foreach (var name in ids)
        {
            if (entry.Find(name) is { Values: [var value] } && EntryId.TryParse(System.Text.Encoding.UTF8.GetString(value), out var id))
                return id;
        }

        return null;
    }

    /// <summary>Changes with every write that the server could tell from the one before; empty where it shows neither attribute.</summary>
    public string ChangeOf(LdapEntry entry) => TextOf(entry, csn) ?? TextOf(entry, ModifyTimestamp) ?? "";

    /// <summary>Whether the mark is a change sequence number: of one write, and no other.</summary>
    public static bool IsOfOneWrite(string change) => change.Contains('#', StringComparison.Ordinal);

    public bool IsMark(string attribute) =>
        Is(attribute, csn) || Is(attribute, ModifyTimestamp) || Array.Exists(ids, id => Is(attribute, id));

    /// <summary>The entry of this id. A name that the server doesn't know matches nothing (RFC 4511, 4.5.1.7), and the other one does.</summary>
    public LdapFilter Is(Guid id) => LdapFilter.Or(ids.Select(name => LdapFilter.Equal(name, EntryId.Format(id, name))));

    /// <summary>An entry that has what a student is known by.</summary>
    public LdapFilter Has(EntryKey key) =>
        key.Attribute == DirectoryNames.EntryUuid && Guid.TryParse(key.Value, out var id) ? Is(id) : LdapFilter.Equal(options.NameOf(key.Attribute), key.Value);

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(LdapEntry entry, string attribute) =>
        entry.Find(attribute) is { Values: [var value, ..] } ? System.Text.Encoding.UTF8.GetString(value) : null;
}

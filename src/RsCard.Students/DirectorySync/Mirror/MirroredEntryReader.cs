using System.Text;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// LDAP entry → what is kept of it: of an employee what tells that it is one, and no name (D-8); of everybody the personal number as
/// its keyed hash alone (D-41). Several values, and values that aren't text, are kept for what they are: the planner names them.
/// </summary>
public sealed class MirroredEntryReader(DirectoryOptions options, AttributeMapping mapping, DirectoryBranches branches, EntryDigests digests)
{
    private static readonly string[] KeptOfEmployees = [DirectoryNames.RsId, DirectoryNames.HsaId];

    private readonly EntryMarks marks = new(options);

    /// <summary>What is kept of entries that are ours to judge, by our names; the personal number and the operational ones go their own way.</summary>
    private readonly string[] kept =
    [
        .. mapping.Read.Append(DirectoryNames.NamingAttribute).Except([DirectoryNames.PersonalNumber, DirectoryNames.EntryUuid, DirectoryNames.EntryCsn]).Order(StringComparer.Ordinal),
    ];

    /// <summary>What a search asks for, by the directory's names.</summary>
    public IReadOnlyList<string> Attributes { get; } =
        [.. mapping.Read.Append(DirectoryNames.NamingAttribute).Select(options.NameOf).Union(new EntryMarks(options).Attributes, StringComparer.OrdinalIgnoreCase)];

    /// <exception cref="DirectoryReadException"><see cref="DirectoryReadException.WithoutUuid"/>.</exception>
    public MirroredEntry Read(LdapEntry entry) => Read(entry, UuidOf(entry));

    /// <param name="entry">As it came; without its own id where the server tells that in another way (RFC 4533, 2.2).</param>
    /// <param name="entryUuid">What names it for good.</param>
    public MirroredEntry Read(LdapEntry entry, Guid entryUuid)
    {
        var branch = branches.Of(entry.Dn);
        var isEmployee = branch == DirectoryBranch.Employees;
        var numbers = Texts(entry, DirectoryNames.PersonalNumber).Select(KeyOf).ToList();
        var values = new Dictionary<string, IReadOnlyList<string>>(isEmployee ? KeptOfEmployees.Length : kept.Length);
        foreach (var name in isEmployee ? KeptOfEmployees : kept)
        {
            if (Texts(entry, name) is { Length: > 0 } texts)
                values[name] = texts;
        }

        // More than one is a situation of its own; the numbers themselves are still not kept.
        if (numbers.Count > 1)
            values[DirectoryNames.PersonalNumber] = numbers;

        return new MirroredEntry(
            entryUuid,
            marks.ChangeOf(entry),
            isEmployee ? "" : entry.Dn.ToString(),
            branch,
            numbers.Count > 0 ? numbers[0] : null,
            values);
    }

    /// <exception cref="DirectoryReadException"><see cref="DirectoryReadException.WithoutUuid"/>.</exception>
    public Guid UuidOf(LdapEntry entry) =>
        marks.FindId(entry)
        ?? throw new DirectoryReadException(DirectoryReadException.WithoutUuid, "an entry came without what names it for good (entryUUID, nsUniqueId)");

    /// <summary>As <see cref="MirroredEntry.PersonalNumberKey"/>. Spaces don't count (RFC 4518, 2.6.2).</summary>
    private string KeyOf(string number) => digests.PersonalNumberKey(number.Replace(" ", "", StringComparison.Ordinal));

    private string[] Texts(LdapEntry entry, string name)
    {
        var values = entry.Values(options.NameOf(name));
        if (values.Count == 0)
            return [];

        var texts = new string[values.Count];
        for (var at = 0; at < texts.Length; at++)
            texts[at] = Encoding.UTF8.GetString(values[at]);
        return texts;
    }
}

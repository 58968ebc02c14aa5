using System.Text;
using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Journal;

/// <summary>An entry as it stood at one moment, with all that the account may read of it: what undo and history go back to. Personal: kept sealed.</summary>
/// <param name="EntryCsn">entryCSN, or modifyTimestamp where the server has none; empty where it shows neither.</param>
/// <param name="Values">By the directory's own names, case ignored; without operational attributes. What isn't UTF-8 text begins with <see cref="Binary"/> and goes on in base64.</param>
public sealed record EntryImage(Guid EntryUuid, string EntryCsn, string Dn, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public const string Binary = "\u0000base64:";

    /// <summary>As it came; an image that was kept has forgotten it.</summary>
    private readonly LdapEntry? shown;

    private EntryImage(Guid entryUuid, string entryCsn, string dn, IReadOnlyDictionary<string, IReadOnlyList<string>> values, LdapEntry shown)
        : this(entryUuid, entryCsn, dn, values) => this.shown = shown;

    /// <summary>The values of an attribute; none where it is absent.</summary>
    public IReadOnlyList<string> Of(string attribute)
    {
        if (Values.TryGetValue(attribute, out var values))
            return values;

        // Read back from JSON, a dictionary has forgotten how it compares.
        return Values.FirstOrDefault(pair => string.Equals(pair.Key, attribute, StringComparison.OrdinalIgnoreCase)).Value ?? [];
    }

    /// <summary>Whether each of these attributes has exactly these values, in any order.</summary>
    public bool Holds(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> values) =>
        values.All(pair => Of(pair.Key).ToHashSet(StringComparer.Ordinal).SetEquals(pair.Value));

    /// <summary>
    /// Whether nobody has written in between. A mark that more than one write can have is not enough: name and values have to be the
    /// same, too.
    /// </summary>
    public bool IsAsIn(EntryImage earlier) =>
        EntryCsn == earlier.EntryCsn
        && (EntryMarks.IsOfOneWrite(EntryCsn)
            || (Dn == earlier.Dn && Holds(earlier.Values) && earlier.Holds(Values)));

    public override string ToString() => $"Image of {EntryUuid}";

    internal static EntryImage Of(LdapEntry entry, DirectoryOptions options)
    {
        var marks = new EntryMarks(options);
        return new EntryImage(
            marks.FindId(entry) ?? throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an entry came without entryUUID: the account may not read it"),
            marks.ChangeOf(entry),
            entry.Dn.ToString(),
            entry.Attributes
                .Where(attribute => !marks.IsMark(attribute.Name))
                .ToDictionary(attribute => attribute.Name, attribute => (IReadOnlyList<string>)[.. attribute.Values.Select(ToText)], StringComparer.OrdinalIgnoreCase),
            entry);
    }

    /// <summary>The entry as a search would show it.</summary>
    internal LdapEntry ToEntry(DirectoryOptions options) => shown ?? new LdapEntry(
        DistinguishedName.Parse(Dn),
        [
            .. Values.Select(pair => new LdapAttribute(pair.Key, [.. pair.Value.Select(ToBytes)])),
            LdapAttribute.Text(options.NameOf(DirectoryNames.EntryUuid), EntryUuid.ToString()),
            .. EntryCsn.Length > 0 ? [LdapAttribute.Text(options.NameOf(DirectoryNames.EntryCsn), EntryCsn)] : Array.Empty<LdapAttribute>(),
        ]);

    internal static byte[] ToBytes(string value) =>
        value.StartsWith(Binary, StringComparison.Ordinal) ? Convert.FromBase64String(value[Binary.Length..]) : Encoding.UTF8.GetBytes(value);

    private static string ToText(byte[] value)
    {
        var text = Encoding.UTF8.GetString(value);
        return !text.StartsWith('\0') && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(value) ? text : Binary + Convert.ToBase64String(value);
    }
}

using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>An entry that is nobody's, by a name that says what it is and whose: <c>rscard-probe-…</c>.</summary>
internal sealed class ProbeEntry(DirectoryOptions options)
{
    private const string LongAgo = "19000101120000Z";

    private readonly string mark = Guid.NewGuid().ToString("N")[..10];

    public string Name => $"rscard-probe-{mark}";

    public string RsId => $"probe-{mark}";

    public string HsaId => $"SE0000000000-{mark}";

    /// <summary>As a student's entry is written, without a personal number.</summary>
    public IReadOnlyList<LdapAttribute> Values =>
    [
        LdapAttribute.Text("objectClass", options.ObjectClasses.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        Text(DirectoryNames.NamingAttribute, Name),
        Text(DirectoryNames.RsId, RsId),
        Text(DirectoryNames.HsaId, HsaId),
        Text(DirectoryNames.CommonName, "Probe of the student directory"),
        Text(DirectoryNames.GivenName, "Probe"),
        Text(DirectoryNames.FamilyName, "Probe"),
        Text(DirectoryNames.Email, "probe@example.invalid"),
        Text(DirectoryNames.PeriodStart, LongAgo),
        Text(DirectoryNames.PeriodEnd, LongAgo),
        Text(DirectoryNames.Status, FoundEntry.Ended),
    ];

    public DistinguishedName NameBelow(DistinguishedName parent) => parent.Child(options.NameOf(DirectoryNames.NamingAttribute), Name);

    /// <summary>The values, with another one of an attribute.</summary>
    public IReadOnlyList<LdapAttribute> With(string attribute, string value) =>
        [.. Values.Where(one => one.Name != attribute), LdapAttribute.Text(attribute, value)];

    /// <summary>A value of the attribute's syntax that stands in no entry.</summary>
    /// <param name="attribute">By the directory's name.</param>
    public string NobodysValue(string attribute) =>
        attribute == options.NameOf(DirectoryNames.PeriodStart) || attribute == options.NameOf(DirectoryNames.PeriodEnd) ? LongAgo
        : attribute == options.NameOf(DirectoryNames.PersonalNumber) ? "000000000000"
        : RsId;

    private LdapAttribute Text(string attribute, string value) => LdapAttribute.Text(options.NameOf(attribute), value);
}

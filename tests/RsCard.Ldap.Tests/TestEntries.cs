using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests;

/// <summary>Entries as the product makes them, with valid defaults.</summary>
internal static class TestEntries
{
    public static readonly string[] NoAttributes = ["1.1"];

    private static int lastRsId = 500_000;

    public static string NewRsId() => Interlocked.Increment(ref lastRsId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static DistinguishedName StudentDn(this PrivateDirectory server, string rsId) => server.StudentBranch.Child("uid", rsId);

    public static List<LdapAttribute> Student(string rsId, string name = "Student") =>
    [
        LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"),
        LdapAttribute.Text("uid", rsId),
        LdapAttribute.Text("rsId", rsId),
        LdapAttribute.Text("hsaIdentity", "SE2321000255-T" + rsId),
        LdapAttribute.Text("cn", name),
        LdapAttribute.Text("sn", name),
    ];

    public static Task<LdapResult> AddStudentAsync(this LdapConnection connection, PrivateDirectory server, string rsId, params LdapAttribute[] more) =>
        connection.AddAsync(server.StudentDn(rsId), [.. Student(rsId), .. more], LdapRequestOptions.None, CancellationToken.None);
}

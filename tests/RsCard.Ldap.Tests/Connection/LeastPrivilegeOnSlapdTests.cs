using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class LeastPrivilegeOnSlapdTests(SlapdServer slapd) : LeastPrivilegeTests(slapd), IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    [Fact]
    public async Task Card_facts_and_passwords_can_not_be_written_neither_with_a_new_entry_nor_afterwards()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var rsId = TestEntries.NewRsId();
        LdapAttribute[] facts =
        [
            LdapAttribute.Text("cardSerial", "1"), LdapAttribute.Text("cardState", "active"),
            LdapAttribute.Text("cardHasPhoto", "TRUE"), LdapAttribute.Text("cardValidTo", "20300101000000Z"),
            LdapAttribute.Text("userPassword", "secret"),
        ];

        foreach (var fact in facts)
            AssertRefused(await connection.AddStudentAsync(slapd, rsId, fact));
        Assert.True((await connection.AddStudentAsync(slapd, rsId)).IsSuccess);
        foreach (var fact in facts)
            AssertRefused(await connection.ModifyAsync(slapd.StudentDn(rsId), [new LdapModification(LdapModificationKind.Replace, fact)], None, Never));
    }
}

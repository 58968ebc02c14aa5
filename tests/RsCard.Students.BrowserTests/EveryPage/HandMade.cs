using RsCard.Ldap;
using RsCard.Students.Students;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>What somebody at the region did in the directory by hand.</summary>
internal static class HandMade
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    /// <param name="inactive">Of somebody in the wrong branch, with a card that is inactive.</param>
    /// <param name="employed">Of somebody who waits for review, and is employed.</param>
    /// <param name="changed">The RSid of the entry whose name was changed.</param>
    public static async Task PutAsync(SlapdServer slapd, PersonalNumber inactive, string employed, string changed)
    {
        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        await AddAsync(admin, slapd.WrongBranch, "hand-inactive", ("personalIdentityNumber", inactive.Digits), ("cardSerial", "1"), ("cardState", "inactive"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20360101120000Z"));
        await AddAsync(admin, slapd.StudentBranch, "hand-okand");
        await AddAsync(admin, slapd.StudentBranch, "hand-beslut");
        await AddAsync(admin, slapd.EmployeeBranch, "hand-anstalld", ("personalIdentityNumber", employed));
        var entry = (await admin.SearchAllAsync(new LdapSearch(slapd.StudentBranch, LdapScope.Subtree, LdapFilter.Equal("rsId", changed), ["cn"]), LdapRequestOptions.None, NoToken)).Entries.Single();
        Assert.True((await admin.ModifyAsync(entry.Dn, [LdapModification.Replace("sn", "Ändrad")], LdapRequestOptions.None, NoToken)).IsSuccess);
    }

    private static async Task AddAsync(LdapConnection admin, DistinguishedName branch, string uid, params (string Name, string Value)[] more)
    {
        var added = await admin.AddAsync(
            branch.Child("uid", uid),
            [LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), LdapAttribute.Text("uid", uid), LdapAttribute.Text("cn", "Okänd Person"), LdapAttribute.Text("sn", "Person"), .. more.Select(value => LdapAttribute.Text(value.Name, value.Value))],
            LdapRequestOptions.None,
            NoToken);
        Assert.True(added.IsSuccess, $"{uid}: {added.Code}");
    }
}

using RsCard.Ldap;
using RsCard.Students.Accounts;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Accounts;

/// <summary>Staff sign in with their directory account; what they may do comes from its groups.</summary>
public sealed class StaffSignInTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Theory]
    [InlineData("annlin", true, "", "")]
    [InlineData("karber", false, "LU", "")]
    [InlineData("sarman", false, "", "MALMO")]
    [InlineData("ANNLIN", true, "", "")]
    public async Task Right_password_gives_the_roles_of_the_groups(string user, bool isHsaTeam, string institutions, string stations)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var member = await SignInAsync(node, user, $"demo-{user.ToLowerInvariant()}");
        Assert.NotNull(member);
        Assert.Equal((user.ToLowerInvariant(), isHsaTeam), (member.UserName, member.IsHsaTeam));
        Assert.Equal(institutions, string.Join(',', member.Institutions));
        Assert.Equal(stations, string.Join(',', member.Stations));
    }

    [Theory]
    [InlineData("annlin", "wrong")]
    [InlineData("annlin", "")]
    [InlineData("", "demo-annlin")]
    [InlineData("nobody", "demo-annlin")]
    [InlineData("*", "demo-annlin")]
    [InlineData("annlin)(uid=*", "demo-annlin")]
    [InlineData("annlin", "demo-annlin\0")]
    [InlineData("emmnor", "demo-emmnor")]
    public async Task Wrong_empty_and_unknown_answer_alike(string user, string password)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        Assert.Null(await SignInAsync(node, user, password));
        if (password.Length > 0)
            Assert.DoesNotContain(password, node.Site.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_without_any_role_is_not_let_in_though_the_password_is_right()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.EmployeeBranch, row, ("userPassword", "right-password"));
        var entry = await node.EntryAsync(row);
        await using (var self = await slapd.ConnectAsync(new SlapdAccount(entry.Dn, "right-password")))
            Assert.True(self.IsUsable);

        Assert.Null(await SignInAsync(node, entry.Text("uid")!, "right-password"));
        await node.Site.ByHandAsync(admin => admin.ModifyAsync(
            slapd.Groups.Child("cn", "hsa-team"), [LdapModification.Add("member", entry.Dn.ToString())], LdapRequestOptions.None, ProductNode.NoToken));
        Assert.True((await SignInAsync(node, entry.Text("uid")!, "right-password"))?.IsHsaTeam);
    }

    [Fact]
    public async Task Student_who_has_a_password_is_no_staff()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.StudentBranch, row, ("userPassword", "right-password"));
        var entry = await node.EntryAsync(row);
        await node.Site.ByHandAsync(admin => admin.ModifyAsync(
            slapd.Groups.Child("cn", "card-station-LUND"), [LdapModification.Add("member", entry.Dn.ToString())], LdapRequestOptions.None, ProductNode.NoToken));
        Assert.Null(await SignInAsync(node, entry.Text("uid")!, "right-password"));
    }

    [Fact]
    public async Task Sign_in_leaves_the_nodes_own_connections_bound_as_they_were()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await SignInAsync(node, "karber", "demo-karber");
        await SignInAsync(node, "karber", "wrong");
        await node.EnterAsync(new StudentRow());
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task Directory_that_does_not_answer_is_no_wrong_password()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var cutOff = await node.BesideAsync(services => services.WithoutDirectory(node.Site));
        await Assert.ThrowsAnyAsync<LdapException>(() => SignInAsync(cutOff, "annlin", "demo-annlin"));
    }

    private static async Task<StaffMember?> SignInAsync(ProductNode node, string user, string password) =>
        (await node.Get<StaffSignIn>().SignInAsync(user, password, ProductNode.NoToken))?.Member;
}

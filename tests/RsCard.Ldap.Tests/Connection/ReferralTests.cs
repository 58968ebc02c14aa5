using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

/// <summary>What lies on another server is told as such, and never followed: nobody listens where these point.</summary>
public sealed class ReferralTests(SlapdServer slapd) : IClassFixture<SlapdServer>, IAsyncLifetime
{
    private const string Address = "ldap://127.0.0.1:1/ou=Elsewhere";
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    private DistinguishedName Elsewhere => slapd.StudentBranch.Child("ou", "Elsewhere");

    public async Task InitializeAsync()
    {
        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        LdapAttribute[] referral =
        [
            LdapAttribute.Text("objectClass", "referral", "extensibleObject"),
            LdapAttribute.Text("ou", "Elsewhere"),
            LdapAttribute.Text("ref", Address),
        ];
        var added = await admin.AddAsync(Elsewhere, referral, LdapRequestOptions.With(LdapControl.ManageDsaIt), Never);
        Assert.Contains(added.Category, new[] { LdapResultCategory.Success, LdapResultCategory.AlreadyExists });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_read_behind_a_referral_is_an_error_with_its_code_and_addresses()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var elsewhere = await Assert.ThrowsAsync<LdapReferralException>(() => connection.FindAsync(Elsewhere.Child("uid", "1"), [], None, Never));

        Assert.Equal(LdapErrorCode.ReferenceNotFollowed, elsewhere.Code);
        Assert.StartsWith("ldap://127.0.0.1:1/", Assert.Single(elsewhere.Addresses), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_meets_a_reference_is_never_the_whole()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var search = new LdapSearch(slapd.StudentBranch, LdapScope.Subtree, LdapFilter.Everything, TestEntries.NoAttributes);

        var all = await connection.SearchAllAsync(search, None, Never);
        var streamed = await Assert.ThrowsAsync<LdapReferralException>(async () =>
        {
            await foreach (var entry in connection.SearchAsync(search, None, Never))
                Assert.NotNull(entry);
        });

        Assert.True(all.Result.IsSuccess);
        Assert.False(all.IsWhole);
        Assert.StartsWith(Address, Assert.Single(all.References), StringComparison.Ordinal);
        Assert.Equal(LdapErrorCode.ReferenceNotFollowed, streamed.Code);
    }

    [Fact]
    public async Task A_refresh_that_meets_a_reference_is_refused()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        await Assert.ThrowsAsync<LdapReferralException>(
            () => connection.SyncAllAsync(new LdapSyncRequest(slapd.StudentBranch, LdapScope.Subtree, LdapFilter.Everything, []), None, Never));
    }

    [Fact]
    public async Task A_write_behind_a_referral_changes_nothing_and_says_where_it_would_have_to_go()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var result = await connection.ModifyAsync(Elsewhere, [LdapModification.Replace("description", "x")], None, Never);

        Assert.Equal((LdapResultCode.Referral, LdapResultCategory.Elsewhere), (result.Code, result.Category));
        Assert.Single(result.Referrals);
        Assert.Equal(LdapErrorCode.ReferenceNotFollowed, LdapResultException.For(result).Code);
    }

    [Fact]
    public async Task The_referral_itself_is_an_entry_to_who_asks_for_it_as_such()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var entry = await connection.FindAsync(Elsewhere, ["ref"], LdapRequestOptions.With(LdapControl.ManageDsaIt), Never);

        Assert.Equal(Address, entry!.Text("ref"));
    }
}

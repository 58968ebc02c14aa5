using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Ds389;

[Trait("Server", "389")]
public sealed class ContentSyncOn389Tests(Ds389SyncServer server) : IClassFixture<Ds389SyncServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private readonly string rsId = TestEntries.NewRsId();

    private LdapSyncRequest Everything =>
        new(server.StudentBranch, LdapScope.Subtree, LdapFilter.Equal("objectClass", "rscardPerson"), ["rsId", EntryId.NsUniqueId]);

    [Fact]
    public async Task It_names_entries_by_their_nsUniqueId()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        var all = Assert.IsType<LdapSyncOutcome.Refreshed>(await connection.SyncAllAsync(Everything, None, Never));

        Assert.True((await connection.ReadCapabilitiesAsync(server.StudentBranch, None, Never)).HasContentSync);
        var (id, entry) = Assert.Single(all.Changed, pair => pair.Value.Text("rsId") == rsId);
        Assert.True(EntryId.TryParse(entry.Text(EntryId.NsUniqueId), out var unique));
        Assert.Equal(unique, id);
        Assert.True(all.UnnamedAreDeleted);
    }

    [Fact]
    public async Task Where_nothing_has_changed_nothing_is_gone()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);
        var all = Assert.IsType<LdapSyncOutcome.Refreshed>(await connection.SyncAllAsync(Everything, None, Never));

        var delta = Assert.IsType<LdapSyncOutcome.Refreshed>(await connection.SyncAllAsync(Everything with { Cookie = all.Cookie }, None, Never));

        Assert.False(delta.UnnamedAreDeleted);
        Assert.DoesNotContain(all.Changed.Keys, delta.IsGone);
    }

    [Fact]
    public async Task What_it_says_of_changes_would_delete_everything_else_and_is_not_believed()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);
        var all = Assert.IsType<LdapSyncOutcome.Refreshed>(await connection.SyncAllAsync(Everything, None, Never));
        await connection.ModifyAsync(server.StudentDn(rsId), [LdapModification.Replace("sn", "Ny")], None, Never);

        var delta = await connection.SyncAllAsync(Everything with { Cookie = all.Cookie }, None, Never);

        Assert.IsType<LdapSyncOutcome.RefreshRequired>(delta);
    }

    [Fact]
    public async Task A_cookie_it_never_gave_asks_for_a_new_beginning()
    {
        await using var connection = await server.ConnectAsync(server.Sync);

        Assert.IsType<LdapSyncOutcome.RefreshRequired>(await connection.SyncAllAsync(Everything with { Cookie = "rubbish"u8.ToArray() }, None, Never));
    }
}

using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.ContentSync;

public sealed class ContentSyncTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    [Fact]
    public async Task A_refresh_without_a_cookie_names_every_entry_and_says_that_the_rest_is_gone()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var (first, second) = (await AddAsync(connection), await AddAsync(connection));

        var all = await RefreshAsync(connection, cookie: null);

        Assert.Superset(new HashSet<Guid> { first.Uuid, second.Uuid, await UuidAsync(connection, slapd.StudentBranch) }, all.Changed.Keys.ToHashSet());
        Assert.Equal(first.RsId, all.Changed[first.Uuid].Text("rsId"));
        Assert.True(all.UnnamedAreDeleted);
        Assert.True(all.IsGone(Guid.NewGuid()));
        Assert.False(all.IsGone(second.Uuid));
        Assert.NotNull(all.Cookie);
    }

    [Fact]
    public async Task A_refresh_with_the_cookie_tells_what_was_added_changed_moved_and_deleted_since()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var (kept, changed, renamed, deleted) = (await AddAsync(connection), await AddAsync(connection), await AddAsync(connection), await AddAsync(connection));
        var before = await RefreshAsync(connection, cookie: null);

        await connection.ModifyAsync(slapd.StudentDn(changed.RsId), [LdapModification.Replace("sn", "Ny")], None, Never);
        var newName = TestEntries.NewRsId();
        await connection.ModifyDnAsync(slapd.StudentDn(renamed.RsId), RelativeName.Of("uid", newName), deleteOldRdn: true, newParent: null, None, Never);
        await connection.DeleteAsync(slapd.StudentDn(deleted.RsId), None, Never);
        var added = await AddAsync(connection);
        var delta = await RefreshAsync(connection, before.Cookie);

        Assert.Equal([changed.Uuid, renamed.Uuid, added.Uuid], delta.Changed.Keys.ToHashSet());
        Assert.Equal("Ny", delta.Changed[changed.Uuid].Text("sn"));
        Assert.Equal(slapd.StudentDn(newName), delta.Changed[renamed.Uuid].Dn);
        Assert.Equal([deleted.Uuid], delta.Deleted);
        Assert.False(delta.UnnamedAreDeleted);
        Assert.True(delta.IsGone(deleted.Uuid));
        Assert.False(delta.IsGone(kept.Uuid));
        Assert.NotEqual(before.Cookie, delta.Cookie);
    }

    [Fact]
    public async Task A_refresh_with_the_newest_cookie_tells_nothing_and_keeps_the_cookie()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var entry = await AddAsync(connection);
        var before = await RefreshAsync(connection, cookie: null);

        var delta = await RefreshAsync(connection, before.Cookie);

        Assert.Empty(delta.Changed);
        Assert.Empty(delta.Deleted);
        Assert.False(delta.IsGone(entry.Uuid));
        Assert.Equal(before.Cookie, delta.Cookie);
    }

    [Fact]
    public async Task A_server_that_was_restarted_tells_deletes_by_what_is_still_there()
    {
        Entry kept, deleted, changed;
        byte[]? cookie;
        await using (var connection = await slapd.ConnectAsync(slapd.Sync))
        {
            (kept, deleted, changed) = (await AddAsync(connection), await AddAsync(connection), await AddAsync(connection));
            cookie = (await RefreshAsync(connection, cookie: null)).Cookie;
            await connection.DeleteAsync(slapd.StudentDn(deleted.RsId), None, Never);
            await connection.ModifyAsync(slapd.StudentDn(changed.RsId), [LdapModification.Replace("sn", "Ny")], None, Never);
        }

        await slapd.StopAsync();
        await slapd.InitializeAsync();
        await using var again = await slapd.ConnectAsync(slapd.Sync);
        var delta = await RefreshAsync(again, cookie);

        Assert.True(delta.UnnamedAreDeleted);
        Assert.Contains(kept.Uuid, delta.Unchanged);
        Assert.Contains(changed.Uuid, delta.Changed.Keys);
        Assert.Equal((true, false, false), (delta.IsGone(deleted.Uuid), delta.IsGone(kept.Uuid), delta.IsGone(changed.Uuid)));
    }

    [Theory]
    [InlineData("rid=000,csn=20000101000000.000000Z#000000#000#000000")] // older than all that is remembered: 4096
    [InlineData("rid=000,csn=29991231235959.000000Z#000000#000#000000")] // newer than the server: 53
    public async Task A_cookie_of_no_use_asks_for_a_new_beginning(string cookie)
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await AddAsync(connection);

        var outcome = await connection.SyncAllAsync(Request(System.Text.Encoding.ASCII.GetBytes(cookie)), None, Never);

        Assert.IsType<LdapSyncOutcome.RefreshRequired>(outcome);
        Assert.True(connection.IsUsable);
    }

    /// <summary>Why a cookie is kept octet by octet: a damaged one hides deletes, and nothing tells.</summary>
    [Fact]
    public async Task A_cookie_that_the_server_can_not_read_names_all_that_is_there_and_nothing_that_is_gone()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var (kept, deleted) = (await AddAsync(connection), await AddAsync(connection));
        await connection.DeleteAsync(slapd.StudentDn(deleted.RsId), None, Never);

        var delta = await RefreshAsync(connection, "nonsense"u8.ToArray());

        Assert.Contains(kept.Uuid, delta.Changed.Keys);
        Assert.Contains(await UuidAsync(connection, slapd.StudentBranch), delta.Changed.Keys);
        Assert.False(delta.UnnamedAreDeleted || delta.IsGone(deleted.Uuid));
    }

    private LdapSyncRequest Request(byte[]? cookie) =>
        new(slapd.StudentBranch, LdapScope.Subtree, LdapFilter.Everything, ["rsId", "sn"]) { Cookie = cookie };

    private async Task<LdapSyncOutcome.Refreshed> RefreshAsync(LdapConnection connection, byte[]? cookie) =>
        Assert.IsType<LdapSyncOutcome.Refreshed>(await connection.SyncAllAsync(Request(cookie), None, Never));

    private async Task<Entry> AddAsync(LdapConnection connection)
    {
        var rsId = TestEntries.NewRsId();
        Assert.True((await connection.AddStudentAsync(slapd, rsId)).IsSuccess);
        return new Entry(rsId, await UuidAsync(connection, slapd.StudentDn(rsId)));
    }

    private static async Task<Guid> UuidAsync(LdapConnection connection, DistinguishedName dn) =>
        Guid.Parse((await connection.FindAsync(dn, ["entryUUID"], None, Never))!.Text("entryUUID")!);

    private sealed record Entry(string RsId, Guid Uuid);
}

using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>What changed since the last read: the server's word where it can give it, and everything where it can't.</summary>
public sealed class RefreshTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Server_that_forgot_what_was_deleted_over_a_restart_tells_what_is_present_and_the_rest_is_gone()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        StudentRow deleted = new(), changed = new(), left = new(), added = new();
        foreach (var row in new[] { deleted, changed, left })
            await node.Site.AddEntryAsync(own.WrongBranch, row);
        var before = await node.ReadAsync(ReadDepth.Full);

        await node.DeleteAsync(deleted);
        await own.StopAsync();
        await own.InitializeAsync();
        await node.ChangeAsync(changed, LdapModification.Replace("mail", "new@larosate.example"));
        await node.Site.AddEntryAsync(own.StudentBranch, added);
        var told = await TellAsync(node, own);
        Assert.Contains(told, step => step is LdapSyncEvent.Unchanged);
        Assert.Contains(told, step => step is LdapSyncEvent.UnnamedAreDeleted);
        Assert.DoesNotContain(told, step => step is LdapSyncEvent.Deleted or LdapSyncEvent.RefreshRequired);

        var report = await node.ReadAsync(ReadDepth.Changes);
        Assert.Equal(("refresh", before.Entries, before.Entries, 2, 1), (report.Way, report.Before, report.Entries, report.Changed, report.Gone));
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Mirror_that_lacks_what_the_server_calls_unchanged_is_read_anew()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        await node.Site.AddEntryAsync(own.WrongBranch, new StudentRow());
        await node.ReadAsync(ReadDepth.Full);
        await node.ExecuteAsync("delete from directory_mirror where branch = 'Other'");
        await node.ExecuteAsync("update directory_cursor set entries = (select count(*) from directory_mirror)");
        await node.Site.AddEntryAsync(own.StudentBranch, new StudentRow());
        await own.StopAsync();
        await own.InitializeAsync();
        Assert.Equal("full", (await node.ReadAsync(ReadDepth.Changes)).Way);
        await node.AssertMirrorIsTrueAsync();
    }

    [Theory]
    [InlineData("cookie = 'rid=000,csn=20200101000000.000000Z#000000#000#000000'")]
    [InlineData("server = 'another:636 c=SE'")]
    [InlineData("context_csn = '20991231000000.000000Z#000000#000#000000'")]
    [InlineData("context_csn = context_csn || ' 20261101000000.000000Z#000000#00b#000000'")]
    public async Task Cursor_of_another_server_or_from_long_ago_is_not_used(string damage)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow deleted = new(), left = new();
        await node.Site.AddEntryAsync(slapd.WrongBranch, deleted);
        await node.ReadAsync(ReadDepth.Full);
        await node.DeleteAsync(deleted);
        await node.Site.AddEntryAsync(slapd.WrongBranch, left);
        await node.ExecuteAsync($"update directory_cursor set {damage}");
        await node.ReadAsync(ReadDepth.Changes);
        await node.AssertMirrorIsTrueAsync();
    }

    [Theory]
    [InlineData("server = 'another:636 c=SE'")]
    [InlineData("context_csn = '20991231000000.000000Z#000000#000#000000'")]
    [InlineData("context_csn = context_csn || ' 20261101000000.000000Z#000000#00b#000000'")]
    public async Task Cursor_of_another_server_is_not_used_even_where_nobody_has_written(string damage)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ReadAsync(ReadDepth.Full);
        await node.ExecuteAsync($"update directory_cursor set {damage}");
        Assert.Equal("full", (await node.ReadAsync(ReadDepth.Changes)).Way);
    }

    [Fact]
    public async Task Other_people_asked_for_are_read_anew()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var all = await node.ReadAsync(ReadDepth.Full);
        await using var narrower = await node.BesideAsync(MirrorNode.With(new() { PersonFilter = "(&(objectClass=person)(personalIdentityNumber=*))" }));
        var report = await narrower.ReadAsync(ReadDepth.Changes);
        Assert.Equal(("full", all.Entries - report.Entries), (report.Way, report.Gone));
        Assert.NotEqual(0, report.Gone);
    }

    [Fact]
    public async Task Emptied_mirror_is_filled_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ReadAsync(ReadDepth.Full);
        await node.ExecuteAsync("truncate directory_mirror");
        Assert.Equal("full", (await node.ReadAsync(ReadDepth.Changes)).Way);
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Entries_that_vanish_while_the_sweep_runs_are_gone_then_or_at_the_next_read()
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { UseContentSync = false, PageSize = 10 }));
        StudentRow first = new(), last = new(), changed = new(), changedAndGone = new();
        await node.Site.AddEntryAsync(slapd.WrongBranch, first);
        for (var i = 0; i < 25; i++)
            await node.Site.AddEntryAsync(slapd.WrongBranch, new StudentRow());
        foreach (var row in new[] { changed, changedAndGone, last })
            await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        var before = await node.ReadAsync(ReadDepth.Full);
        await node.ChangeAsync(changed, LdapModification.Replace("mail", "new@larosate.example"));
        await node.ChangeAsync(changedAndGone, LdapModification.Replace("mail", "gone@larosate.example"));

        var pages = 0;
        var report = await node.Get<MirrorReader>().ReadAsync(
            ReadDepth.Changes,
            _ =>
            {
                // The second page of the sweep has come: the first entry was on it, or before; the others are still to come.
                if (++pages == 2)
                    Task.WhenAll(node.DeleteAsync(last), node.DeleteAsync(changedAndGone), node.DeleteAsync(first)).GetAwaiter().GetResult();
            },
            NoToken);
        Assert.Equal(("changed-since", 2, before.Entries - 2, 1), (report.Way, report.Gone, report.Entries, report.Changed));
        Assert.Contains(await node.MirrorAsync(), entry => entry.PersonalNumberKey == node.KeyOf(first));

        await node.ReadAsync(ReadDepth.Changes);
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Entry_that_came_from_outside_with_an_old_time_is_found_by_the_sweep()
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { UseContentSync = false }));
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        await node.ReadAsync(ReadDepth.Full);
        await node.ExecuteAsync("delete from directory_mirror where personal_number_key = @key", new { key = node.KeyOf(row) });
        await node.ExecuteAsync("update directory_cursor set entries = entries - 1");
        await node.Site.AddEntryAsync(slapd.WrongBranch, new StudentRow());
        Assert.Equal(("changed-since", 2), await WayAsync(node));
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Server_that_does_not_say_how_far_it_has_come_is_asked_by_time_of_change()
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { UseContentSync = false }));
        StudentRow changed = new(), deleted = new();
        await node.Site.AddEntryAsync(slapd.WrongBranch, changed);
        await node.Site.AddEntryAsync(slapd.WrongBranch, deleted);
        await node.ReadAsync(ReadDepth.Full);
        await node.ExecuteAsync("update directory_cursor set context_csn = null");
        await node.ChangeAsync(changed, LdapModification.Replace("mail", "new@larosate.example"));
        await node.DeleteAsync(deleted);
        Assert.Equal(("changed-since", 1), await WayAsync(node));
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Rows_that_an_earlier_master_key_sealed_are_sealed_anew_by_a_full_read()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ReadAsync(ReadDepth.Full);
        await File.AppendAllTextAsync(node.Site.KeyFile, $"master-2 {ProductSite.NewKey()}\n");
        await using var rotated = await node.BesideAsync();
        Assert.NotEmpty(await rotated.MirrorAsync());
        var report = await rotated.ReadAsync(ReadDepth.Full);
        Assert.Equal(report.Entries, report.Changed);
        Assert.Equal(["master-2"], await rotated.ListAsync<string>("select distinct master_key from directory_mirror"));
        await rotated.AssertMirrorIsTrueAsync();
    }

    /// <summary>What the server answers to the mirror's own question, with the mirror's cookie.</summary>
    private static async Task<List<LdapSyncEvent>> TellAsync(ProductNode node, SlapdServer server)
    {
        var request = new LdapSyncRequest(server.Base, LdapScope.Subtree, LdapFilter.Parse("(objectClass=person)"), node.Get<MirroredEntryReader>().Attributes)
        {
            Cookie = await node.ScalarAsync<byte[]>("select cookie from directory_cursor"),
        };
        var told = new List<LdapSyncEvent>();
        await using var reader = await server.ConnectAsync(server.Reader);
        await foreach (var step in reader.SyncAsync(request, LdapRequestOptions.None, NoToken))
            told.Add(step);
        return told;
    }

    private static async Task<(string, int)> WayAsync(ProductNode node)
    {
        var report = await node.ReadAsync(ReadDepth.Changes);
        return (report.Way, report.Changed);
    }
}

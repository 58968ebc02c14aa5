using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>The mirror on a second, independent server: no contextCSN, no entryCSN, ids of its own.</summary>
public abstract class MirrorOn389Tests(PrivateDirectory server)
{
    [Fact]
    public async Task Full_read_holds_every_person_by_the_id_that_the_server_gives_to_each()
    {
        await using var node = await ProductNode.StartAsync(server, change: MirrorNode.With(new() { PageSize = 10 }));
        var row = new StudentRow();
        await node.EnterAsync(row);

        var report = await node.ReadAsync(ReadDepth.Full);

        Assert.Equal(("full", report.Entries), (report.Way, report.Changed));
        var there = await node.EntryAsync(row);
        var entry = await node.MirroredAsync(row);
        Assert.True(EntryId.TryParse(there.Text(EntryId.NsUniqueId), out var unique));
        Assert.Equal((unique, there.Text("modifyTimestamp"), DirectoryBranch.Students), (entry.EntryUuid, entry.EntryCsn, entry.Branch));
        Assert.NotEqual(unique, Guid.Parse(there.Text("entryUUID")!));
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task What_was_added_changed_moved_and_deleted_since_is_all_that_is_written()
    {
        await using var node = await ProductNode.StartAsync(server, change: MirrorNode.With(new() { PageSize = 10 }));
        StudentRow changed = new(), moved = new(), deleted = new(), added = new(), left = new();
        foreach (var row in new[] { changed, moved, deleted, left })
            await node.Site.AddEntryAsync(server.WrongBranch, row);
        var before = await node.ReadAsync(ReadDepth.Full);

        await node.ChangeAsync(changed, LdapModification.Replace("mail", "new@larosate.example"));
        await node.MoveAsync(moved, server.StudentBranch);
        await node.DeleteAsync(deleted);
        await node.Site.AddEntryAsync(server.StudentBranch, added);
        var report = await node.ReadAsync(ReadDepth.Changes);

        Assert.Equal(("changed-since", before.Entries, before.Entries, 3, 1), (report.Way, report.Before, report.Entries, report.Changed, report.Gone));
        Assert.Equal(["new@larosate.example"], (await node.MirroredAsync(changed)).Values["mail"]);
        Assert.Equal(DirectoryBranch.Students, (await node.MirroredAsync(moved)).Branch);
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Entry_that_was_deleted_and_made_again_under_its_name_is_another_one()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(server.WrongBranch, row);
        await node.ReadAsync(ReadDepth.Full);
        var first = (await node.MirroredAsync(row)).EntryUuid;

        await node.DeleteAsync(row);
        await node.Site.AddEntryAsync(server.WrongBranch, row);
        var report = await node.ReadAsync(ReadDepth.Changes);

        Assert.Equal((1, 1), (report.Changed, report.Gone));
        Assert.NotEqual(first, (await node.MirroredAsync(row)).EntryUuid);
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Change_of_an_attribute_that_only_somebody_else_knows_of_is_found_and_nothing_else_is_written()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(server.WrongBranch, row);
        await node.ReadAsync(ReadDepth.Full);
        for (var round = 0; round < 3; round++)
        {
            await node.ChangeAsync(row, LdapModification.Replace("mail", $"{round}@larosate.example"));
            Assert.Equal(("changed-since", 1, 0), await WayAsync(node));
            Assert.Equal([$"{round}@larosate.example"], (await node.MirroredAsync(row)).Values["mail"]);
        }
    }

    private protected static async Task<(string Way, int Changed, int Gone)> WayAsync(ProductNode node)
    {
        var report = await node.ReadAsync(ReadDepth.Changes);
        return (report.Way, report.Changed, report.Gone);
    }
}

/// <summary>As the package has it.</summary>
[Trait("Server", "389")]
public sealed class MirrorByTimeOn389Tests(Ds389Server server) : MirrorOn389Tests(server), IClassFixture<Ds389Server>;

/// <summary>With its content sync, which tells that nothing has changed, and of changes not what is gone.</summary>
[Trait("Server", "389")]
public sealed class MirrorByContentSyncOn389Tests(Ds389SyncServer server) : MirrorOn389Tests(server), IClassFixture<Ds389SyncServer>
{
    private readonly Ds389SyncServer server = server;

    [Fact]
    public async Task Where_nobody_has_written_the_cookie_tells_so_without_a_sweep_and_does_again_after_a_change()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(server.WrongBranch, row);
        await node.ReadAsync(ReadDepth.Full);
        Assert.Equal(("refresh", 0, 0), await WayAsync(node));

        await node.ChangeAsync(row, LdapModification.Replace("mail", "new@larosate.example"));
        Assert.Equal(("changed-since", 1, 0), await WayAsync(node));
        Assert.Equal(("refresh", 0, 0), await WayAsync(node));
        await node.AssertMirrorIsTrueAsync();
    }
}

using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>Runs from reading to proof on a second, independent server: no assertion guards a write there, and no entryCSN tells of one.</summary>
public abstract class SyncOn389Tests(PrivateDirectory server)
{
    [Fact]
    public async Task Students_life_and_what_people_do_to_the_entries_is_written_found_and_mended_and_a_second_run_plans_nothing()
    {
        await using var node = await ProductNode.StartAsync(server);
        var rows = await node.EnteredAsync(7);
        Assert.True((await node.SyncAsync(ReadDepth.Full)).InSync);
        var moved = await node.EntryAsync(rows[1]);
        var renamed = await node.EntryAsync(rows[2]);

        await node.DeleteAsync(rows[0]);
        await node.MoveAsync(rows[1], server.WrongBranch);
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(renamed.Dn, RelativeName.Of("uid", "nagon-annan"), deleteOldRdn: true, newParent: null, LdapRequestOptions.None, NoToken));
        await node.SetAsync(rows[3], "sn", "Handändrad");
        await node.ChangeOneAsync((await node.EntryAsync(rows[4])).Dn.ToString(), LdapModification.Delete("mail"));

        var run = await node.SyncAsync();
        Assert.Equal((RunReport.Done, true, null), (run.State, run.InSync, run.Code));
        Assert.Equal("changed-since", run.Read?.Way);
        Assert.Equal((1, 2), (run.Applied[PlanKind.Add], run.Applied[PlanKind.Move]));
        Assert.All(await Task.WhenAll(rows.Select(node.EntryAsync)), entry => Assert.True(entry.Dn.IsBelow(server.StudentBranch)));
        Assert.Equal(MirrorNode.IdOf(moved), MirrorNode.IdOf(await node.EntryAsync(rows[1])));
        var named = await node.EntryAsync(rows[2]);
        Assert.Equal((MirrorNode.IdOf(renamed), renamed.Text("rsId")), (MirrorNode.IdOf(named), named.Text("uid")));
        Assert.Equal("Handändrad", (await node.EntryAsync(rows[3])).Text("sn"));

        var again = await node.SyncAsync(ReadDepth.Full);
        Assert.True(again.InSync);
        Assert.Equal([PlanKind.Decide], again.Planned.Keys.Where(kind => kind != PlanKind.Nothing));
        Assert.Empty(await node.JournalAsync(again.Id));
        await node.AssertMirrorIsTrueAsync();
    }
}

[Trait("Server", "389")]
public sealed class SyncByTimeOn389Tests(Ds389Server server) : SyncOn389Tests(server), IClassFixture<Ds389Server>;

[Trait("Server", "389")]
public sealed class SyncByContentSyncOn389Tests(Ds389SyncServer server) : SyncOn389Tests(server), IClassFixture<Ds389SyncServer>;

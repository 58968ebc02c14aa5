using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>What the brake holds back stays undone, run after run, until a person has said how much may be done; read-only holds everything.</summary>
public sealed class HeldRunTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Moves_wait_while_the_branch_is_emptied_and_adding_mends_it()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        var rows = await node.EnteredAsync(14);
        Assert.True((await node.SyncAsync(ReadDepth.Full)).InSync);
        foreach (var row in rows[..13])
            await node.DeleteAsync(row);
        await node.MoveAsync(rows[13], own.WrongBranch);

        var held = await node.SyncAsync();
        Assert.Equal((RunReport.HeldState, false), (held.State, held.InSync));
        Assert.Equal([(PlanKind.Move, 1, "BRAKE-003")], held.Held.Select(one => (one.Kind, one.Count, one.Code)));
        Assert.True((await node.EntryAsync(rows[13])).Dn.IsBelow(own.WrongBranch));
        Assert.Equal(13, held.Applied[PlanKind.Add]);

        Assert.True((await node.SyncAsync()).InSync);
        Assert.True((await node.EntryAsync(rows[13])).Dn.IsBelow(own.StudentBranch));
    }

    [Fact]
    public async Task Loss_that_nothing_mends_holds_every_run_until_a_person_has_looked()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        var row = (await node.EnteredAsync(1))[0];
        StudentRow[] others = [.. Enumerable.Range(0, 12).Select(_ => new StudentRow())];
        foreach (var other in others)
            await node.Site.AddEntryAsync(own.StudentBranch, other);
        Assert.True((await node.SyncAsync(ReadDepth.Full)).InSync);
        foreach (var other in others)
            await node.DeleteAsync(other);
        await node.MoveAsync(row, own.WrongBranch);

        Assert.Equal("BRAKE-003", Assert.Single((await node.SyncAsync()).Held).Code);
        Assert.Equal("BRAKE-003", Assert.Single((await node.SyncAsync()).Held).Code);
        Assert.Equal("BRAKE-003", Assert.Single((await node.SyncAsync(ReadDepth.Full)).Held).Code);
        await node.Get<CeilingBook>().ApproveAsync(PlanKind.Move, 1, "de andra togs bort med flit", CeilingBook.Usual, HsaTeam, NoToken);
        Assert.True((await node.SyncAsync()).InSync);
    }

    [Fact]
    public async Task Nothing_but_adding_is_done_when_the_directory_takes_the_reader_for_another()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync(services => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Brake>(
            provider, new DirectoryOptions { Reader = new DirectoryAccount { Dn = "cn=somebody,ou=Systemkonton,o=Region Skåne,l=Skåne län,c=SE" } })));
        var rows = await node.EnteredAsync(2);
        await node.DeleteAsync(rows[0]);
        await node.MoveAsync(rows[1], slapd.WrongBranch);

        var run = await other.SyncAsync();
        Assert.Equal("BRAKE-002", Assert.Single(run.Held).Code);
        Assert.Equal(1, run.Applied[PlanKind.Add]);
        Assert.True((await node.EntryAsync(rows[1])).Dn.IsBelow(slapd.WrongBranch));
    }

    [Fact]
    public async Task Word_of_a_person_lets_one_run_do_so_many_and_is_then_used_up()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(16);
        await DamageAsync(node, rows[..7]);
        var held = await node.SyncAsync();
        Assert.Equal("BRAKE-005", Assert.Single(held.Held).Code);
        Assert.All(await node.ItemsAsync(held.Id), item => Assert.Equal("Move held BRAKE-005", item));

        await node.Get<CeilingBook>().ApproveAsync(PlanKind.Move, 6, "en för lite", CeilingBook.Usual, HsaTeam, NoToken);
        Assert.Equal("BRAKE-006", Assert.Single((await node.SyncAsync()).Held).Code);
        await node.Get<CeilingBook>().ApproveAsync(PlanKind.Move, 7, "flyttade av misstag", CeilingBook.Usual, HsaTeam, NoToken);
        var run = await node.SyncAsync();
        Assert.Equal((RunReport.Done, 7), (run.State, run.Applied[PlanKind.Move]));
        Assert.Equal(run.Id, await node.ScalarAsync<Guid>("select used_by from directory_ceiling where at_most = 7"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from directory_ceiling where at_most = 6 and used_by is not null"));

        await DamageAsync(node, rows[..7]);
        Assert.Equal("BRAKE-005", Assert.Single((await node.SyncAsync()).Held).Code);
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'directory.ceiling-approved' and actor = @HsaTeam", new { HsaTeam }));
    }

    [Fact]
    public async Task Word_that_nobody_used_ends_after_a_day()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.Get<CeilingBook>().ApproveAsync(PlanKind.Close, 100, "terminens slut", CeilingBook.Usual, HsaTeam, NoToken);
        Assert.Single(await node.Get<CeilingBook>().UnusedAsync(NoToken));
        await node.AdvanceAsync(2);
        Assert.Empty(await node.Get<CeilingBook>().UnusedAsync(NoToken));
    }

    [Fact]
    public async Task Read_only_lets_nobody_write_and_what_the_process_wanted_to_write_waits_without_losing_attempts()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var damaged = (await node.EnteredAsync(1))[0];
        await node.DeleteAsync(damaged);
        var @switch = node.Get<ReadOnlySwitch>();
        Assert.Equal(0, await @switch.TurnOnAsync("flytt av katalogen", HsaTeam, TimeSpan.FromSeconds(1), NoToken));
        Assert.Equal("flytt av katalogen", (await @switch.FindAsync(NoToken))?.Reason);

        var run = await node.SyncAsync();
        Assert.Equal(("BRAKE-007", RunReport.HeldState), (Assert.Single(run.Held).Code, run.State));
        var row = new StudentRow();
        await node.EnterAsync(row);
        for (var round = 0; round < 3; round++)
        {
            await node.RetryNowAsync();
            await node.RunAsync();
        }

        Assert.Empty(await node.EntriesAsync(row));
        Assert.Equal([("ready", 0, ReadOnlySwitch.Code)], await node.ListAsync<(string, int, string)>("select state, attempt, last_code from workflow.work_item where kind = 'directory'"));

        await @switch.TurnOffAsync("klar", HsaTeam, NoToken);
        await node.RunAsync();
        await node.EntryAsync(row);
        Assert.True((await node.SyncAsync()).InSync);
        await node.EntryAsync(damaged);
        Assert.Equal(
            ["directory.read-only-on", "directory.read-only-off"],
            await node.ListAsync<string>("select action from audit_event where action like 'directory.read-only%' order by id"));
    }

    [Fact]
    public async Task Write_that_was_released_before_the_switch_was_turned_on_is_held()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.DeleteAsync(row);
        var run = await node.OrderAsync();
        await node.Get<ReadOnlySwitch>().TurnOnAsync("stopp", HsaTeam, TimeSpan.FromSeconds(1), NoToken);
        await node.RunAsync();
        Assert.Empty(await node.EntriesAsync(row));
        Assert.Equal([$"Add held {ReadOnlySwitch.Code}"], await node.ItemsAsync(run.Id));
        Assert.Equal((RunReport.Done, false), ((await node.ReportAsync(run.Id)).State, (await node.ReportAsync(run.Id)).InSync));
    }

    private static async Task DamageAsync(ProductNode node, IEnumerable<StudentRow> rows)
    {
        foreach (var row in rows)
            await node.MoveAsync(row, node.Site.Slapd.WrongBranch);
    }
}

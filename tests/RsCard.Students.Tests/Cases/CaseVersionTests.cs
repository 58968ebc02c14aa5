using System.Text.Json;
using RsCard.Students.Audit;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Versions;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Cases;

/// <summary>Cases finish under the version they began with; a running one that is moved never repeats a finished step (D-80).</summary>
public sealed class CaseVersionTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D80_Case_that_goes_over_does_what_is_new_and_nothing_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        var (mails, timers) = (await node.SentKindsAsync(), await TimersAsync(node));
        var (old, @new) = await NextVersion.WithMailAsync(node, "student-path", "card", "Done");

        var report = await MigrateAsync(node, old, @new);
        await node.RunAsync();

        Assert.Equal((1, 1), (report.Instances, report.Moved));
        Assert.Equal(["card"], report.Stands.Select(stand => stand.From));
        Assert.Equal(["card"], report.Children.Keys);
        Assert.Equal(mails, await node.SentKindsAsync());
        Assert.Equal(timers, await TimersAsync(node));

        await node.AdvanceToAsync(ProductNode.FirstDay.AddMonths(1));
        var before = await node.SentKindsAsync();
        await node.PickupAsync(id);
        Assert.Equal([.. before, "EnteredInRightBranch"], await node.SentKindsAsync());
        Assert.Equal(1, before.Count(kind => kind == "RsId"));
        Assert.Equal("finished", await node.ScalarAsync<string>("select status from workflow.instance where definition_hash = @hash", new { hash = @new.Hash }));
    }

    [Fact]
    public async Task D80_Case_on_the_new_version_of_its_parent_can_still_be_withdrawn()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        var (old, @new) = await NextVersion.WithMailAsync(node, "enrolment", "withdrawal", "Withdrawn");
        Assert.Equal(1, (await MigrateAsync(node, old, @new)).Moved);
        var mails = await node.SentKindsAsync();

        await using (var connection = await node.Data.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            Assert.Equal([SignalResult.Delivered], await node.Get<WorkflowEngine>().SignalAsync(transaction, [new Signal(id.Value, "withdrawal", "Withdrawn")], ProductNode.NoToken));
            await transaction.CommitAsync();
        }

        await node.RunAsync();
        Assert.Equal([.. mails, "EnteredInRightBranch", "Withdrawn"], await node.SentKindsAsync());
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where status = 'suspended'"));
    }

    [Fact]
    public async Task D40_Who_took_a_case_to_which_version_is_in_its_audit_trail()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var (old, @new) = await NextVersion.WithMailAsync(node, "student-path", "card", "Done");

        await MigrateAsync(node, old, @new);

        var line = Assert.Single(await node.Get<AuditBook>().ListAsync(id, ProductNode.NoToken), line => line.Action == "workflow.migrated");
        var facts = JsonDocument.Parse(line.Facts).RootElement;
        Assert.Equal(ProductNode.HsaTeam, line.Actor);
        Assert.Equal((old.Hash, @new.Hash), (facts.GetProperty("fromHash").GetString(), facts.GetProperty("toHash").GetString()));
        Assert.Equal((old.Version, old.Version + 1), (facts.GetProperty("fromVersion").GetInt32(), facts.GetProperty("toVersion").GetInt32()));
        Assert.Equal("photo", Assert.Single(facts.GetProperty("stands").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task D80_New_cases_begin_with_the_folders_version_and_old_ones_stay_on_theirs()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());
        var (old, @new) = await NextVersion.WithMailAsync(node, "student-path", "card", "Done");

        await node.EnterAsync(new StudentRow());

        Assert.Equal(
            [(old.Hash, 1L), (@new.Hash, 1L)],
            (await node.Get<DefinitionVersions>().ListAsync(ProductNode.NoToken)).Where(version => version.DefinitionId == "student-path").Select(version => (version.Hash, version.Running)));
    }

    private static Task<List<DateTime>> TimersAsync(ProductNode node) => node.ListAsync<DateTime>("select due_at from workflow.timer order by due_at");

    private static Task<MigrationReport> MigrateAsync(ProductNode node, WorkflowDefinition from, WorkflowDefinition to) =>
        node.Get<InstanceMigration>().ApplyAsync(
            MigrationOrder.Create(from, to, new Dictionary<string, string>(), resetsTimers: false, cases: null, ProductNode.HsaTeam), _ => { }, ProductNode.NoToken);
}

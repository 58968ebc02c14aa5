using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using RsCard.Students.Tests.DirectorySync.Planning;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>Who was as wanted isn't looked at again before something changes, and the plan is the one for all.</summary>
public sealed class SettledTests
{
    [Fact]
    public async Task Look_where_little_has_changed_plans_what_a_look_at_all_plans()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(24);
        await LookAsync(node, ReadDepth.Full);
        var ground = new DamageGround(slapd.StudentBranch.ToString(), slapd.WrongBranch.ToString(), slapd.EmployeeBranch.ToString(), node.Today);
        foreach (var damages in TreeDamage.Make(await DamagedTreeTests.TargetsAsync(node), ground, 13, seed: 11).Chunk(3))
        {
            await DamagedTreeTests.DamageAsync(slapd, damages.SelectMany(damage => damage.Steps));
            Assert.Equal(await PlanForAllAsync(node), PlanText.Of((await LookAsync(node, ReadDepth.Changes)).Plan));
        }

        var (wanted, found) = (await node.Get<WantedSet>().LoadAsync(NoToken), await node.MirrorAsync());
        Assert.Equal((wanted.Count, found.Count), await LookAsync(node, ReadDepth.Full) is var last ? (last.Plan.Wanted, last.Plan.Found) : default);
        Assert.InRange(await node.ScalarAsync<long>("select count(*) from directory_settled"), 11, 30);
    }

    [Fact]
    public async Task Student_of_whom_nothing_has_changed_is_not_opened()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(3);
        await LookAsync(node, ReadDepth.Full);
        var spoiled = new { one = await node.StudentOfAsync(rows[0]), other = await node.StudentOfAsync(rows[1]) };

        // What is opened now is found to be spoiled.
        await node.UnnoticedAsync("update student set person_sealed = '\\x00' where id in (@one, @other)", spoiled);
        await node.UnnoticedAsync("update directory_mirror set entry_sealed = '\\x00' where entry_uuid in (select entry_uuid from directory_entry where student_id in (@one, @other))", spoiled);
        await node.SetAsync(rows[2], "sn", "Handändrad");
        Assert.Equal([Situation.ChangedByHand], (await LookAsync(node, ReadDepth.Changes)).Plan.Entries.Select(entry => entry.Situation));

        await node.ExecuteAsync("update directory_entry set valid_to = valid_to + 1 where student_id = @one", spoiled);
        await Assert.ThrowsAnyAsync<Exception>(() => LookAsync(node, ReadDepth.Changes));
    }

    [Fact]
    public async Task Entry_that_comes_with_a_settled_students_number_is_planned_together_with_it()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        await LookAsync(node, ReadDepth.Full);
        await node.Site.AddEntryAsync(slapd.WrongBranch, rows[0]);
        var planned = Assert.Single((await LookAsync(node, ReadDepth.Changes)).Plan.Entries);
        Assert.Equal((Situation.TwoCandidates, 2), (planned.Situation, planned.Candidates.Count));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(student_id) from directory_settled"));
    }

    [Fact]
    public async Task Change_that_went_unnoticed_is_found_by_a_full_look()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(2);
        await LookAsync(node, ReadDepth.Full);
        await node.UnnoticedAsync("update enrolment set last_day = last_day + 7", parameters: null);
        Assert.Empty((await LookAsync(node, ReadDepth.Changes)).Plan.Entries);
        Assert.Equal([Situation.Outdated, Situation.Outdated], (await LookAsync(node, ReadDepth.Full)).Plan.Entries.Select(entry => entry.Situation));
    }

    [Theory]
    [InlineData("update directory_settled set basis = basis + 1")]
    [InlineData("update directory_settled set until = current_date - 10000")]
    [InlineData("update directory_settled set since = current_date + 10000")]
    public async Task Other_settings_or_another_time_than_it_was_settled_for_plan_for_everybody(string sql)
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(2);
        await LookAsync(node, ReadDepth.Full);
        await node.UnnoticedAsync("update enrolment set last_day = last_day + 7", parameters: null);
        await node.ExecuteAsync(sql);
        Assert.Equal(2, (await LookAsync(node, ReadDepth.Changes)).Plan.Entries.Count);
    }

    private static async Task<List<string>> PlanForAllAsync(ProductNode node)
    {
        await node.ReadAsync(ReadDepth.Changes);
        return PlanText.Of(node.Get<SyncPlanner>().Plan(await node.Get<WantedSet>().LoadAsync(NoToken), await node.MirrorAsync(), await node.Get<DecisionStore>().LoadAsync(NoToken), node.Today));
    }

    private static Task<Looked> LookAsync(ProductNode node, ReadDepth depth) => node.Get<SyncLook>().LookAsync(depth, run: null, (_, _, _) => { }, NoToken);
}

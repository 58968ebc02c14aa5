using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Audit;

public sealed class AuditBookTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D40_What_people_write_is_read_by_the_HSA_team_and_lies_sealed_with_the_students_key()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        var desk = node.Get<CaseDesk>();
        await node.Review.AskAsync([id], "Stämmer kursen?", ProductNode.HsaTeam, ProductNode.NoToken);
        await node.RunAsync();
        await node.Review.AnswerAsync(id, "Ja, efter sjukskrivningen.", "staff:karber", ProductNode.NoToken);
        await node.RunAsync();
        await desk.ParkAsync(id, "Väntar barn", "staff:karber", ProductNode.NoToken);
        await desk.ResumeAsync(id, "staff:karber", ProductNode.NoToken);
        await desk.WithdrawAsync(id, "Långvarigt sjuk", "staff:karber", ProductNode.NoToken);

        string?[] words = ["Stämmer kursen?", "Ja, efter sjukskrivningen.", "Väntar barn", null, "Långvarigt sjuk"];
        Assert.Equal(words, await WordsAsync(node, id));
        var facts = string.Concat(await node.ListAsync<string>("select facts::text from audit_event"));
        Assert.All(words.OfType<string>(), said => Assert.DoesNotContain(said, facts, StringComparison.Ordinal));

        await node.ExecuteAsync("update student_key set wrapped = null, destroyed_at = now()");
        Assert.Equal([null, null, null, null, null], await WordsAsync(node, id));
    }

    private static async Task<IEnumerable<string?>> WordsAsync(ProductNode node, CaseId id) =>
        (await node.Get<AuditBook>().ListAsync(id, ProductNode.NoToken))
            .Where(line => line.Action is "review.asked" or "review.answered" or "case.parked" or "case.resumed" or "case.withdrawn")
            .Select(line => line.Words);

    [Fact]
    public async Task Step_that_was_passed_over_is_not_told_as_completed()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var caseId = Assert.Single(await node.EnterAsync(new StudentRow()));
        var path = (await node.Get<InstanceBook>().ListAsync(caseId.Value, ProductNode.NoToken)).Single(instance => instance.State.Visits.ContainsKey("notComing"));

        var completed = (await node.Get<AuditBook>().CompletedAsync(caseId, ProductNode.NoToken))[path.Id].ToList();

        Assert.Equal(["entry", "outcome", "placements", "start"], completed.Order());
    }
}

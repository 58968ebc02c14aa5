using RsCard.Students.Audit;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Audit;

public sealed class AuditBookTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
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

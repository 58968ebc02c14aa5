using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.ManyNodes;

public sealed class FrozenTransactionTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Case_that_a_frozen_node_has_locked_can_be_moved_by_others_after_the_limit()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await using var frozen = await node.BesideAsync(services => services.AddSingleton(
            new DatabaseOptions { ConnectionString = node.Site.Database.ConnectionString, IdleTransactionLimit = TimeSpan.FromSeconds(1) }));
        await using var connection = await frozen.Data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await frozen.Get<WorkflowEngine>().LockAsync(transaction, [id.Value], ProductNode.NoToken);

        var decided = await node.Review.ApproveAsync([id], ProductNode.HsaTeam, ProductNode.NoToken).WaitAsync(Limit);

        Assert.Equal(1, decided.Decided);
    }
}

using Dapper;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>When failed work is tried again.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Pause_is_that_of_the_kind_doubles_with_each_failure_and_differs_from_item_to_item()
    {
        var down = new WorkOutcome.Transient("TEST-001", "down");
        await using var node = await TestNode.CreateAsync(
            fixture.Database,
            [],
            new WorkflowRuntimeOptions { Lease = TimeSpan.FromMinutes(10), RetryLongest = TimeSpan.FromDays(1) },
            new TestHandler("mail", down) { Retries = new(TimeSpan.FromHours(1), TimeSpan.FromDays(30), 10) },
            new TestHandler("directory", down) { Retries = new(TimeSpan.FromHours(5), TimeSpan.FromDays(30), 10) });
        for (var student = 0; student < 20; student++)
        {
            await node.EnqueueAsync("mail", $"mail-{student}");
            await node.EnqueueAsync("directory", $"directory-{student}");
        }

        for (var failure = 0; failure < 3; failure++)
        {
            await node.Work.RunOnceAsync(TestNode.NoToken);
            foreach (var (kind, first) in ((string, double)[])[("mail", 1), ("directory", 5)])
            {
                var hours = await PausesAsync(node, kind);
                Assert.Equal(20, hours.Count);
                Assert.All(hours, pause => Assert.InRange(pause, (first * Math.Pow(2, failure) * 0.8) - 0.1, first * Math.Pow(2, failure) * 1.2));
                Assert.True(hours.Max() - hours.Min() > first * 0.01);
            }

            await node.RetryNowAsync();
        }
    }

    private static async Task<List<double>> PausesAsync(TestNode node, string kind)
    {
        await using var connection = await node.Data.OpenConnectionAsync();
        return [.. await connection.QueryAsync<double>(
            "select extract(epoch from due_at - now())::double precision / 3600 from workflow.work_item where kind = @kind and state = 'ready'", new { kind })];
    }
}

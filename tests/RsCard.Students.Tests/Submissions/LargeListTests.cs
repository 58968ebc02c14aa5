using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Submissions;

/// <summary>A list of a whole region's students: what it costs grows with batches, not with rows.</summary>
public sealed class LargeListTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const int RowsInOneBatch = 250;

    /// <summary>Nothing is said row by row: a batch of 250 rows is a matter of some tens of commands.</summary>
    private const int MostCommandsInOneBatch = 60;

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    [Trait("Category", "Long")]
    public Task Commands_to_the_database_grow_with_the_batches_and_not_with_the_rows_in_a_long_list(int rows) => SubmitAsync(rows);

    [Fact]
    public Task Commands_to_the_database_grow_with_the_batches_and_not_with_the_rows() => SubmitAsync(2 * RowsInOneBatch);

    private async Task SubmitAsync(int rows)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var list = SampleList.Write(rows, seed: 1, node.Today);
        using (var counter = new CommandCounter(node.Site.Database.Name))
        {
            var said = await node.Get<SubmissionReceiver>().DryRunAsync("LU", list, "list.csv", "sv", ProductNode.NoToken);

            // A number of the series may be somebody's whom the directory has.
            Assert.Equal(rows, said.Totals["new"] + said.Totals["review"]);
            Assert.InRange(counter.Count, 1, 20);
        }

        var id = await node.ReceiveAsync("LU", list);
        using (var counter = new CommandCounter(node.Site.Database.Name))
        {
            await node.Get<SubmissionRunner>().RunAsync(id, _ => { }, ProductNode.NoToken);
            Assert.InRange(counter.Count, 1, MostCommandsInOneBatch * (rows / RowsInOneBatch + 1));
        }

        Assert.True((await node.Get<SubmissionBook>().FindAsync(id, ProductNode.NoToken))?.IsApplied);
        Assert.Equal(rows, await node.ScalarAsync<int>("select count(*)::int from student_case"));
        Assert.Equal(rows, await node.ScalarAsync<int>("select count(*)::int from workflow.bookmark where kind = 'signal' and name = 'review'"));
        var again = await node.Get<SubmissionReceiver>().DryRunAsync("LU", list, "list.csv", "sv", ProductNode.NoToken);
        Assert.Equal(rows, again.Totals["unchanged"]);
    }
}

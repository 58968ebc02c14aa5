using System.Diagnostics;
using Dapper;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Recurring;

/// <summary>Real processes, of which one is killed in the middle of a run.</summary>
public sealed class NodeLossTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    /// <summary>What a sealing run waits for: AuditSeals takes it first. The run stands still while the test holds it.</summary>
    private const long SealLock = 0x5365_616c;

    [Fact]
    public async Task Run_of_a_node_that_is_killed_is_done_by_another()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var holder = await node.Data.OpenConnectionAsync();
        await holder.ExecuteAsync("select pg_advisory_lock(@SealLock)", new { SealLock });

        // Every minute: the first of both nodes that gets it stands still with it.
        using var one = Start(node);
        using var two = Start(node);
        try
        {
            var stuck = await NodeOfRunAsync(node, _ => true);
            var (killed, other) = stuck.EndsWith($":{one.Id}", StringComparison.Ordinal) ? (one, two) : (two, one);
            Assert.EndsWith($":{killed.Id}", stuck, StringComparison.Ordinal);
            killed.Kill();
            await killed.WaitForExitAsync();

            await NodeOfRunAsync(node, found => found.EndsWith($":{other.Id}", StringComparison.Ordinal));
            await holder.ExecuteAsync("select pg_advisory_unlock(@SealLock)", new { SealLock });
            var ranOn = await RecurringHost.UntilAsync(() => node.ScalarAsync<string>("select ran_on from recurring_job where name = 'seal-audit'"), found => found is not null);
            Assert.EndsWith($":{other.Id}", ranOn, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var process in new[] { one, two }.Where(process => !process.HasExited))
                process.Kill();
            await Task.WhenAll(one.WaitForExitAsync(), two.WaitForExitAsync());
        }
    }

    private static async Task<string> NodeOfRunAsync(ProductNode node, Predicate<string> isMeant) =>
        await RecurringHost.UntilAsync(
            () => node.ScalarAsync<string>("select running_on from recurring_job where name = 'seal-audit' and running_until > now()"),
            found => found is not null && isMeant(found)) ?? throw new UnreachableException();

    private static Process Start(ProductNode node)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(RsCard.Students.Web.Node).Assembly.Location);
        start.ArgumentList.Add("work");
        (string, string)[] settings =
        [
            .. node.Site.Environment(),
            ("RSCARD__RecurringJobs__Schedules__seal-audit", "every 1 minute"),
            ("RSCARD__RecurringJobs__CheckIn", "00:00:03"),
            ("RSCARD__RecurringJobs__Lease", "00:00:05"),
        ];
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet doesn't start");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}

using System.Diagnostics;

namespace RsCard.Students.Tests.Benchmarking;

/// <summary>The benchmarks in small: no figure is judged here but those that don't depend on the machine.</summary>
public sealed class BenchmarkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("advance", "| instances advanced by timers, 500 in a transaction |")]
    [InlineData("work", "| work items that nobody waits for, claimed, handled and finished |")]
    [InlineData("latency", "| from commit to the start of the handler, 99 % |")]
    [InlineData("poll", "| poll with 1,000 waiting timers, median |")]
    [InlineData("nodes", "| two processes against one |")]
    [InlineData("step", "| a step without a database: allocated |")]
    [InlineData("memory", "| after 500 instances |")]
    public async Task Scenario_still_runs(string name, string row)
    {
        var (code, output) = await RunAsync(name, "--smoke");

        Assert.Contains(row, output);
        Assert.Equal(0, code);
    }

    /// <summary>In a process of its own: nothing else allocates in it.</summary>
    [Fact]
    public async Task Instances_that_have_ended_leave_nothing_behind_in_memory()
    {
        var (code, output) = await RunAsync("memory", "--instances", "20000");

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Unknown_scenario_is_refused()
    {
        Assert.Equal(2, (await RunAsync("speed")).Code);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(RsCard.Students.Benchmarks.Program).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

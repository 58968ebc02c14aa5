using RsCard.Students.CrashHarness;

namespace RsCard.Students.Tests.ManyNodes;

/// <summary>The short form of <c>./rscard test --crash N</c> (D-42).</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task D42_Nothing_is_lost_and_nothing_is_done_twice_through_25_kills()
    {
        var lines = new List<string>();
        var report = await CrashRun.RunAsync(new CrashPlan(25, Random.Shared.Next(1, 1_000_000)), lines.Add, CancellationToken.None);
        Assert.True(report.Findings.Count == 0, $"{string.Join('\n', lines)}\n{report}");
        Assert.Equal("25", report.Faults.First(fault => fault.Name == "kills").Value);
    }
}

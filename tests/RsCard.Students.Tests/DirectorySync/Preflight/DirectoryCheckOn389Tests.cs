using RsCard.Students.DirectorySync.Preflight;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.DirectorySync.Preflight;

/// <summary>The check on a second, independent server: what it doesn't offer is said, and no failure.</summary>
[Trait("Server", "389")]
public sealed class DirectoryCheckOn389Tests(Ds389Server server) : IClassFixture<Ds389Server>, IDisposable
{
    private readonly CheckedDirectory check = new();

    public void Dispose() => check.Dispose();

    [Fact]
    public async Task What_can_be_told_is_told_and_the_rest_says_so()
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(server), probe: true);
        Assert.Contains(findings, finding => finding is { Code: "CHK-060", Level: CheckLevel.Warning } && finding.Came.Contains("the values it takes away", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.Code == "CHK-090");
        Assert.Equal(3, findings.Count(finding => finding is { Code: "CHK-011", Level: CheckLevel.Ok }));
        Assert.Equal(3, findings.Count(finding => finding is { Code: "CHK-045", Level: CheckLevel.Ok }));
        Assert.Equal(2, findings.Count(finding => finding is { Code: "CHK-030", Level: CheckLevel.Ok }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_has_something_in_its_place_is_a_warning_that_says_what_and_no_error(bool probe)
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(server), probe: probe);
        Assert.DoesNotContain(findings, finding => finding.Level == CheckLevel.Error);
        var marks = Assert.Single(findings, finding => finding.Code == "CHK-040");
        Assert.Equal(CheckLevel.Warning, marks.Level);
        Assert.Contains("modifyTimestamp takes its place", marks.Came, StringComparison.Ordinal);
        var move = Assert.Single(findings, finding => finding.Code == (probe ? "CHK-047" : "CHK-044"));
        Assert.Equal(CheckLevel.Warning, move.Level);
        Assert.Contains("it can't be told", move.Came, StringComparison.Ordinal);
        Assert.DoesNotContain("none of", move.Came, StringComparison.Ordinal);
        Assert.All(findings.Where(finding => finding.Level == CheckLevel.Warning), finding => Assert.DoesNotContain(probe ? "--probe" : "give it the right to delete", finding.Do, StringComparison.Ordinal));
    }
}

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
    }
}

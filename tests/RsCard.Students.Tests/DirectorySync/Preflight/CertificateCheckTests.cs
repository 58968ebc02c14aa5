using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Preflight;

namespace RsCard.Students.Tests.DirectorySync.Preflight;

/// <summary>What <c>directory check</c> says of a certificate: which of its faults it is, and what a person does about it.</summary>
public sealed class CertificateCheckTests : IDisposable
{
    private readonly CheckedDirectory check = new();
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public void Dispose() => check.Dispose();

    [Fact]
    public async Task Certificate_that_has_ended_is_told_of_with_its_days()
    {
        var said = await RefusedAsync("127.0.0.1", now.AddDays(-30), now.AddDays(-2));
        Assert.Contains("out of its time", said, StringComparison.Ordinal);
        Assert.Contains($"to {now.AddDays(-2):yyyy-MM-dd}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("another name", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_of_another_name_is_told_of()
    {
        var said = await RefusedAsync("127.0.0.2", now.AddDays(-1), now.AddDays(300));
        Assert.Contains("of another name", said, StringComparison.Ordinal);
        Assert.DoesNotContain("authority", said, StringComparison.Ordinal);
        Assert.DoesNotContain("time", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_of_another_authority_is_told_of()
    {
        using var own = Authority();
        using var other = Authority();
        using var certificate = Issue(own, "127.0.0.1", now.AddDays(-1), now.AddDays(300));
        await using var server = new LittleServer(53, certificate);
        var finding = Assert.Single(await CheckedDirectory.RunAsync(check.Options(server.Port, other)));
        Assert.Equal(("CHK-001", CheckLevel.Error), (finding.Code, finding.Level));
        Assert.Contains("signed by another authority", finding.Came, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_that_soon_ends_is_a_warning_and_the_check_goes_on()
    {
        using var authority = Authority();
        using var certificate = Issue(authority, "127.0.0.1", now.AddDays(-300), now.AddDays(10));
        await using var server = new LittleServer(53, certificate);
        var findings = await CheckedDirectory.RunAsync(check.Options(server.Port, authority));
        var soon = Assert.Single(findings, finding => finding.Code == "CHK-002");
        Assert.Equal(CheckLevel.Warning, soon.Level);
        Assert.Contains(now.AddDays(10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), soon.Came, StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding.Code == "CHK-060");
    }

    private async Task<string> RefusedAsync(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var authority = Authority();
        using var certificate = Issue(authority, name, from, to);
        await using var server = new LittleServer(53, certificate);
        var finding = Assert.Single(await CheckedDirectory.RunAsync(check.Options(server.Port, authority)));
        Assert.Equal(("CHK-001", CheckLevel.Error), (finding.Code, finding.Level));
        Assert.Contains(LdapErrorCode.TlsNotProved, finding.Came, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Do);
        return finding.Came;
    }

    private X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1000), now.AddDays(1000));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string address, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=directory of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }
}

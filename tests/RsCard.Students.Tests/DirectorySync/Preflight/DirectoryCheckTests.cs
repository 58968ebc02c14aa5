using RsCard.Ldap;
using RsCard.Students.DirectorySync.Preflight;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.DirectorySync.Preflight;

/// <summary>What <c>directory check</c> says of a slapd as it should be, and of one that isn't.</summary>
public sealed class DirectoryCheckTests(SlapdServer slapd) : IClassFixture<SlapdServer>, IDisposable
{
    private readonly CheckedDirectory check = new();

    public void Dispose() => check.Dispose();

    [Fact]
    public async Task Directory_with_the_right_accounts_and_schema_has_no_finding_but_what_it_cannot_tell()
    {
        await AddStudentAsync();
        var before = await TreeAsync();
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd), production: true);

        Assert.Empty(Said(findings, CheckLevel.Error));
        Assert.Equal(["CHK-041"], Said(findings, CheckLevel.Warning));
        string[] expected = ["CHK-001", "CHK-002", "CHK-004", "CHK-011", "CHK-020", "CHK-030", "CHK-040", "CHK-041", "CHK-042", "CHK-043", "CHK-044", "CHK-050", "CHK-052", "CHK-053", "CHK-060", "CHK-070", "CHK-080"];
        Assert.Equal(expected, findings.Select(finding => finding.Code).Distinct().Order());
        Assert.Equal(before, await TreeAsync());
    }

    [Fact]
    public async Task Probe_that_was_asked_for_writes_measures_the_clock_and_leaves_nothing()
    {
        await AddStudentAsync();
        var before = await TreeAsync();
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd), probe: true);

        Assert.Empty(Said(findings, CheckLevel.Error));
        Assert.Empty(Said(findings, CheckLevel.Warning));
        Assert.Equal(3, findings.Count(finding => finding is { Code: "CHK-045", Level: CheckLevel.Ok }));
        Assert.Contains("ou=Externa", Assert.Single(findings, finding => finding.Code == "CHK-047").Came, StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding is { Code: "CHK-046", Level: CheckLevel.Ok });
        Assert.Contains("time stamp of the probe", Assert.Single(findings, finding => finding.Code == "CHK-070").Came, StringComparison.Ordinal);
        Assert.Equal(before, await TreeAsync());
    }

    [Fact]
    public async Task Account_that_may_write_everything_is_warned_of_and_employees_are_an_error()
    {
        await AddStudentAsync();
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, sync: slapd.Admin));
        var outside = Assert.Single(findings, finding => finding is { Code: "CHK-050", Level: CheckLevel.Warning, Expected: "Sync to write nowhere else" });
        Assert.Contains("ou=Externa", outside.Came, StringComparison.Ordinal);
        Assert.Contains("ou=Grupper", outside.Came, StringComparison.Ordinal);
        Assert.Contains("ou=Personal under utbildning itself", outside.Came, StringComparison.Ordinal);
        Assert.Contains("ou=Personal", Assert.Single(findings, finding => finding.Code == "CHK-051").Came, StringComparison.Ordinal);
        Assert.All(findings.Where(finding => finding.Code == "CHK-051"), finding => Assert.Equal(CheckLevel.Error, finding.Level));
    }

    [Fact]
    public async Task Account_without_the_rights_it_needs_is_an_error_for_each()
    {
        await AddStudentAsync();
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, sync: slapd.Reader, mover: slapd.Reader));
        Assert.Equal(["CHK-042", "CHK-043"], Said(findings, CheckLevel.Error));
        Assert.Contains(findings, finding => finding is { Code: "CHK-044", Level: CheckLevel.Warning });
    }

    [Fact]
    public async Task Reader_that_may_not_see_personal_numbers_is_told_of()
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, reader: new SlapdAccount(slapd.EmployeeBranch.Child("uid", "annlin"), "demo-annlin")));
        Assert.Contains(findings, finding => finding is { Code: "CHK-040", Level: not CheckLevel.Ok });
        Assert.Contains("CHK-004", Said(findings, CheckLevel.Error));
    }

    [Fact]
    public async Task Attribute_that_the_schema_lacks_is_named()
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, names: new() { ["rsId"] = "regionStudentId" }));
        var missing = Assert.Single(findings, finding => finding.Code == "CHK-021");
        Assert.Equal((CheckLevel.Error, "an attribute regionStudentId"), (missing.Level, missing.Expected));
    }

    [Theory]
    [InlineData("CHK-021", CheckLevel.Warning, "cardSerial", "noSuchAttribute")]
    [InlineData("CHK-022", CheckLevel.Error, "studentPeriodStart", "description")]
    [InlineData("CHK-022", CheckLevel.Error, "mail", "jpegPhoto")]
    [InlineData("CHK-023", CheckLevel.Error, "mail", "entryCSN")]
    [InlineData("CHK-024", CheckLevel.Warning, "rsId", "employeeType")]
    [InlineData("CHK-025", CheckLevel.Error, "rsId", "searchGuide")]
    public async Task Attribute_that_does_not_serve_is_told_of(string code, CheckLevel level, string ours, string theirs)
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, names: new() { [ours] = theirs }));
        Assert.Contains(findings, finding => finding.Code == code && finding.Level == level && finding.Expected.Contains(theirs, StringComparison.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.Code == "CHK-090");
    }

    [Theory]
    [InlineData("CHK-026", "inetOrgPerson noSuchClass", "noSuchClass")]
    [InlineData("CHK-027", "inetOrgPerson", "rsId")]
    [InlineData("CHK-028", "inetOrgPerson rscardPerson strongAuthenticationUser", "userCertificate")]
    public async Task Object_class_that_does_not_serve_is_told_of(string code, string classes, string what)
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, classes: classes));
        Assert.Contains(findings, finding => finding is { Level: CheckLevel.Error } && finding.Code == code && (finding.Expected + finding.Came).Contains(what, StringComparison.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.Code == "CHK-020");
    }

    [Fact]
    public async Task Directory_that_keeps_a_value_unique_nowhere_is_warned_of_and_the_probe_proves_it()
    {
        var options = check.Options(slapd, names: new() { ["rsId"] = "employeeNumber" }); // which the server doesn't keep unique
        await AddStudentAsync();
        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        await admin.ModifyAsync(slapd.StudentBranch.Child("uid", "checked"), [LdapModification.Replace("employeeNumber", "17")], LdapRequestOptions.None, CancellationToken.None);

        var looked = Assert.Single(await CheckedDirectory.RunAsync(options), finding => finding is { Code: "CHK-030", Level: not CheckLevel.Ok });
        Assert.Equal((CheckLevel.Warning, "employeeNumber to be unique"), (looked.Level, looked.Expected));
        var probed = Assert.Single(await CheckedDirectory.RunAsync(options, probe: true), finding => finding is { Code: "CHK-030", Level: not CheckLevel.Ok });
        Assert.Equal((CheckLevel.Error, "a second entry with the value of another was taken"), (probed.Level, probed.Came));
        Assert.Empty((await admin.SearchAllAsync(new LdapSearch(slapd.Base, LdapScope.Subtree, LdapFilter.Parse("(uid=rscard-probe-*)"), ["1.1"]), LdapRequestOptions.None, CancellationToken.None)).Entries);
    }

    [Theory]
    [InlineData(-3600, CheckLevel.Warning)]
    [InlineData(90, CheckLevel.Warning)]
    [InlineData(0, CheckLevel.Ok)]
    public async Task Clock_that_goes_otherwise_is_told_of_with_the_difference(int seconds, CheckLevel level)
    {
        var time = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("yyyyMMddHHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await using var server = new LittleServer((int)LdapResultCode.NoSuchObject, certificate: null, ("currentTime", time));
        var clock = Assert.Single(await CheckedDirectory.RunAsync(check.Options(server.Port)), finding => finding.Code == "CHK-070");
        Assert.Equal(level, clock.Level);
        Assert.Contains("by currentTime of the root DSE", clock.Came, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password_is_an_error_and_the_other_accounts_are_looked_at()
    {
        var findings = await CheckedDirectory.RunAsync(check.Options(slapd, sync: slapd.Sync with { Password = "wrong" }));
        Assert.Equal(["CHK-010"], Said(findings, CheckLevel.Error));
        Assert.Equal(2, findings.Count(finding => finding.Code == "CHK-011"));
        Assert.Contains(findings, finding => finding.Code == "CHK-080");
    }

    [Fact]
    public async Task Authority_that_did_not_sign_the_certificate_is_the_only_finding()
    {
        await using var other = await SlapdServer.StartAsync();
        var finding = Assert.Single(await CheckedDirectory.RunAsync(check.Options(slapd, authority: other.CaFile)));
        Assert.Equal(("CHK-001", CheckLevel.Error), (finding.Code, finding.Level));
        Assert.Contains(LdapErrorCode.TlsNotProved, finding.Came, StringComparison.Ordinal);
        Assert.Contains("CertificateAuthority", finding.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_that_cuts_the_tree_short_is_an_error_with_what_to_lift()
    {
        await using var server = new LittleServer((int)LdapResultCode.SizeLimitExceeded);
        var cut = Assert.Single(await CheckedDirectory.RunAsync(check.Options(server.Port)), finding => finding.Code == "CHK-080");
        Assert.Equal((CheckLevel.Error, "cut off after 0 entries with 4 (SizeLimitExceeded)"), (cut.Level, cut.Came));
        Assert.Contains("limits", cut.Do, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(53)]
    [InlineData(50)]
    [InlineData(2)]
    public async Task Server_that_offers_next_to_nothing_gives_findings_and_no_failure(int refusal)
    {
        await using var server = new LittleServer(refusal);
        var findings = await CheckedDirectory.RunAsync(check.Options(server.Port));
        Assert.Contains(findings, finding => finding is { Code: "CHK-003", Level: CheckLevel.Warning });
        Assert.Equal(5, findings.Count(finding => finding is { Code: "CHK-060", Level: CheckLevel.Warning }));
        Assert.Equal(3, findings.Count(finding => finding is { Code: "CHK-012", Level: CheckLevel.Error }));
        Assert.Contains(findings, finding => finding is { Code: "CHK-029", Level: CheckLevel.Warning });
        Assert.Contains(findings, finding => finding is { Code: "CHK-080", Level: CheckLevel.Error });
        Assert.Contains(await CheckedDirectory.RunAsync(check.Options(server.Port), production: true), finding => finding is { Code: "CHK-003", Level: CheckLevel.Error });
    }

    [Fact]
    public async Task Server_that_is_not_there_is_one_finding_with_what_to_do()
    {
        int port;
        await using (var gone = new LittleServer(53))
            port = gone.Port;
        var finding = Assert.Single(await CheckedDirectory.RunAsync(check.Options(port)));
        Assert.Equal(("CHK-001", CheckLevel.Error), (finding.Code, finding.Level));
        Assert.NotEmpty(finding.Do);
    }

    private static IEnumerable<string> Said(IEnumerable<CheckFinding> findings, CheckLevel level) =>
        findings.Where(finding => finding.Level == level).Select(finding => finding.Code).Distinct().Order();

    private async Task AddStudentAsync()
    {
        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        foreach (var (parent, uid) in new[] { (slapd.StudentBranch, "checked"), (slapd.WrongBranch, "astray") })
        {
            await admin.AddAsync(
                parent.Child("uid", uid),
                [
                    LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), LdapAttribute.Text("uid", uid), LdapAttribute.Text("cn", uid), LdapAttribute.Text("sn", uid),
                    LdapAttribute.Text("rsId", uid), LdapAttribute.Text("personalIdentityNumber", uid == "checked" ? "200001019802" : "200001029801"),
                ],
                LdapRequestOptions.None,
                CancellationToken.None);
        }
    }

    /// <summary>Every entry with its change mark.</summary>
    private async Task<IReadOnlyList<string>> TreeAsync()
    {
        await using var admin = await slapd.ConnectAsync(slapd.Admin);
        var all = await admin.SearchAllAsync(new LdapSearch(slapd.Base, LdapScope.Subtree, LdapFilter.Everything, ["entryCSN"]), LdapRequestOptions.None, CancellationToken.None);
        return [.. all.Entries.Select(entry => $"{entry.Dn} {entry.Text("entryCSN")}").Order(StringComparer.Ordinal)];
    }
}

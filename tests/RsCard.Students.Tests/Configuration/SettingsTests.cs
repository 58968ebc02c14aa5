using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Mail;
using RsCard.Students.Recurring;
using RsCard.Students.Testing;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Tests.Configuration;

/// <summary>A setting that isn't known, or doesn't hold, refuses the start and is named.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void Settings_that_hold_are_registered()
    {
        var services = new ServiceCollection();
        Load(("Process:GraceDays", "45"), ("Mail:Connections", "2"), ("RecurringJobs:Schedules:seal-audit", "every 10 minutes")).AddTo(services);
        using var provider = services.BuildServiceProvider();
        Assert.Equal(45, provider.GetRequiredService<ProcessOptions>().GraceDays);
        Assert.Equal(2, provider.GetRequiredService<MailOptions>().Connections);
        Assert.Equal("every 10 minutes", provider.GetRequiredService<RecurringJobOptions>().Schedules["seal-audit"]);
        Assert.Equal(14, provider.GetRequiredService<ProcessOptions>().ReviewWithinDays);
    }

    [Theory]
    [InlineData("Proces:GraceDays", "45", "CFG-001", "'Proces'")]
    [InlineData("Process:GraceDay", "45", "CFG-001", "GraceDay")]
    [InlineData("Directory:Reader:Password", "x", "CFG-001", "Password")]
    [InlineData("Process:GraceDays", "many", "CFG-001", "GraceDays")]
    [InlineData("Process:GraceDays", "366", "CFG-002", "GraceDays")]
    [InlineData("Process:GraceDays", "-1", "CFG-002", "GraceDays")]
    [InlineData("Process:CardWait", "six weeks", "CFG-002", "CardWait")]
    [InlineData("Process:CardWait", "0d", "CFG-002", "CardWait")]
    [InlineData("Process:CardWait", "13m", "CFG-002", "CardWait")]
    [InlineData("Database:ConnectionString", "", "CFG-002", "ConnectionString")]
    [InlineData("Secrets:KeyFile", "/nowhere/keys", "CFG-002", "KeyFile")]
    [InlineData("Directory:Port", "0", "CFG-002", "Port")]
    [InlineData("Directory:Security", "Tls", "CFG-002", "Security")]
    [InlineData("Directory:Mapping:mail:Value", "{epost}", "CFG-002", "MAP-001")]
    [InlineData("Directory:Mapping:mail:Owner", "ours", "CFG-001", "Owner")]
    [InlineData("Directory:Unwanted", "Delete", "CFG-002", "Unwanted")]
    [InlineData("Directory:Brake:Close:Percent", "101", "CFG-002", "Close")]
    [InlineData("Directory:Brake:FewEnough", "51", "CFG-002", "FewEnough")]
    [InlineData("Directory:Brake:ShrinkPercent", "0", "CFG-002", "ShrinkPercent")]
    [InlineData("Directory:Brake:ShrinkEntries", "-1", "CFG-002", "ShrinkEntries")]
    [InlineData("Directory:CertificateAuthority", "/nowhere/ca.pem", "CFG-002", "CertificateAuthority")]
    [InlineData("Identifiers:RsIdDigits", "3", "CFG-002", "RsIdDigits")]
    [InlineData("Mail:FromAddress", "nobody", "CFG-002", "FromAddress")]
    [InlineData("Mail:Transport", "Pigeon", "CFG-001", "Transport")]
    [InlineData("Status:PublicAddress", "http://kort.example.se/", "CFG-002", "PublicAddress")]
    [InlineData("Installation:Listen", "5080", "CFG-002", "Listen")]
    [InlineData("RecurringJobs:Schedules:seal-audits", "every 5 minutes", "CFG-002", "'seal-audits'")]
    [InlineData("RecurringJobs:Schedules:seal-audit", "every 7 minutes", "CFG-002", "'every 7 minutes'")]
    [InlineData("RecurringJobs:Schedules:check-audit", "30 2 * * *", "CFG-002", "'30 2 * * *'")]
    [InlineData("RecurringJobs:CheckIn", "00:02:00", "CFG-002", "CheckIn")]
    [InlineData("RecurringJobs:Lease", "00:00:00.5", "CFG-002", "Lease")]
    [InlineData("RecurringJobs:TidyAfterDays", "29", "CFG-002", "TidyAfterDays")]
    [InlineData("Database:IdleTransactionLimit", "00:00:00", "CFG-002", "IdleTransactionLimit")]
    [InlineData("Workers:Lease", "00:00:00.5", "CFG-002", "Lease")]
    [InlineData("Workers:RetryLongest", "2.00:00:00", "CFG-002", "RetryLongest")]
    [InlineData("Workers:Lese", "00:00:30", "CFG-001", "Lese")]
    public void Wrong_setting_refuses_the_start_and_is_named(string key, string value, string code, string name)
    {
        var problem = Assert.Single(Refusal((key, value)).Problems);
        Assert.StartsWith(code, problem, StringComparison.Ordinal);
        Assert.Contains(name, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(3, Refusal(("Proces:GraceDays", "45"), ("Mail:Connections", "99"), ("Directory:Port", "0")).Problems.Count);

    [Fact]
    public void Plain_connection_to_the_directory_is_refused_in_production_alone()
    {
        Load(("Directory:Security", "Plain"));
        Load(("Installation:Production", "true"));
        Assert.Contains("Plain", Assert.Single(Refusal(("Directory:Security", "Plain"), ("Installation:Production", "true")).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_told_in_a_refusal() =>
        Assert.DoesNotContain("hunter2", Refusal(("Database:ConnectionString", "Host=db;Password=hunter2"), ("Directory:Port", "0")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_key_of_the_sample_is_known_and_every_value_holds()
    {
        Dictionary<string, string?> files = new()
        {
            ["Secrets:KeyFile"] = file,
            ["Directory:CertificateAuthority"] = file,
            ["Directory:Reader:PasswordFile"] = file,
            ["Directory:Sync:PasswordFile"] = file,
            ["Directory:Mover:PasswordFile"] = file,
        };
        var sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(SlapdServer.Root(), "appsettings.sample.json")).AddInMemoryCollection(files).Build();
        Assert.True(Settings.From(sample, SlapdServer.Root()).Installation.Production);
    }

    public void Dispose() => File.Delete(file);

    private SettingsException Refusal(params (string Key, string Value)[] settings) => Assert.Throws<SettingsException>(() => Load(settings));

    private Settings Load(params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Database:ConnectionString"] = "Host=db",
            ["Secrets:KeyFile"] = file,
            ["Directory:Host"] = "directory",
            ["Directory:CertificateAuthority"] = file,
            ["Directory:Reader:Dn"] = "cn=reader",
            ["Directory:Reader:PasswordFile"] = file,
            ["Directory:Sync:Dn"] = "cn=sync",
            ["Directory:Sync:PasswordFile"] = file,
            ["Directory:Mover:Dn"] = "cn=mover",
            ["Directory:Mover:PasswordFile"] = file,
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return Settings.From(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), SlapdServer.Root());
    }
}

using Microsoft.Extensions.Configuration;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Web;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Configuration;

/// <summary>What the page of the settings tells, and never tells.</summary>
[Collection(SiteCollection.Name)]
public sealed class SettingsInForceTests(TestSite site)
{
    [Fact]
    public void Value_is_told_with_its_unit_and_where_it_comes_from()
    {
        var folder = Directory.CreateTempSubdirectory("rscard-settings-").FullName;
        try
        {
            var file = Path.Combine(folder, "region.json");
            File.WriteAllText(file, """{ "Process": { "GraceDays": 45, "ClosedDays": [ "12-24", "12-31" ] }, "Mail": { "TimeLimit": "00:01:30" } }""");
            var settings = Read(builder => builder.AddJsonFile(file).AddInMemoryCollection(new Dictionary<string, string?> { ["Status:PublicAddress"] = "https://kort.example.se/" }));

            Assert.Equal(("45 dagar", "filen region.json"), Told(settings, "Process", "GraceDays"));
            Assert.Equal(("12-24, 12-31", "filen region.json"), Told(settings, "Process", "ClosedDays"));
            Assert.Equal(("5 arbetsdagar", "grundvärde"), Told(settings, "Process", "PhotoWithinWorkingDays"));
            Assert.Equal(("90 s", "filen region.json"), Told(settings, "Mail", "TimeLimit"));
            Assert.Equal(("550 kr", "grundvärde"), Told(settings, "Contacts", "LostCardFee"));
            Assert.Equal(("nej", "grundvärde"), Told(settings, "Process", "FourEyes"));
            Assert.Equal("satt vid starten", Told(settings, "Status", "PublicAddress").From);
            Assert.Equal("inte satt", Told(settings, "Mail", "BounceFolder").Value);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Host=db;Port=5433;Database=rscard;Username=app;Password=very-secret")]
    [InlineData("Host=db;Username=app;Passfile=/etc/very-secret;Database=rscard;SSL Password=very-secret")]
    [InlineData("postgres://app:very-secret@db/rscard")]
    public void Password_of_the_database_is_never_told(string connection)
    {
        var settings = Read(builder => builder.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = connection }));

        Assert.DoesNotContain("very-secret", string.Join('\n', settings.Select(setting => $"{setting.Key} {setting.Value} {setting.Place} {SettingTexts.ValueOf(setting)}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_has_every_section_and_none_of_the_secrets_that_the_settings_lead_to()
    {
        using var team = await site.VisitAsync("annlin");
        var page = System.Net.WebUtility.HtmlDecode(await team.ReadAsync("/administration/settings"));

        foreach (var setting in SiteSettings.InForce())
            Assert.Contains(setting.Key, page, StringComparison.Ordinal);
        foreach (var (section, key) in new[] { ("Secrets", "KeyFile"), ("Directory", "Reader:PasswordFile"), ("Directory", "Sync:PasswordFile"), ("Directory", "Mover:PasswordFile") })
        {
            var file = Assert.IsType<string>(SiteSettings.InForce().Single(setting => (setting.Section, setting.Key) == (section, key)).Value);
            foreach (var secret in (await File.ReadAllTextAsync(file)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 8))
                Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        }
    }

    private Settings SiteSettings => (Settings)site.Services.GetService(typeof(Settings))!;

    private static (string Value, string From) Told(IEnumerable<SettingInForce> settings, string section, string key)
    {
        var setting = settings.Single(setting => (setting.Section, setting.Key) == (section, key));
        return (SettingTexts.ValueOf(setting).Swedish, SettingTexts.SourceOf(setting).Swedish);
    }

    /// <summary>With the site's settings below, because the start is refused without them.</summary>
    private IReadOnlyList<SettingInForce> Read(Action<IConfigurationBuilder> add)
    {
        var builder = new ConfigurationBuilder();
        builder.AddInMemoryCollection(SiteSettings.InForce()
            .Where(setting => setting.Source == SettingSource.Start && setting.Value is not null)
            .Select(setting => KeyValuePair.Create($"{setting.Section}:{setting.Key}", Convert.ToString(setting.Value, System.Globalization.CultureInfo.InvariantCulture))));
        add(builder);
        return Settings.From(builder.Build(), SlapdServer.Root()).InForce();
    }
}

using RsCard.Students.Mail;
using RsCard.Students.Status;

namespace RsCard.Students.Tests.Mail;

public sealed class MailOptionsTests
{
    public static TheoryData<string, MailOptions> Wrong() => new()
    {
        { nameof(MailOptions.Port), new MailOptions { Port = 0 } },
        { nameof(MailOptions.Connections), new MailOptions { Connections = 0 } },
        { nameof(MailOptions.Connections), new MailOptions { Connections = 33 } },
        { nameof(MailOptions.TimeLimit), new MailOptions { TimeLimit = TimeSpan.Zero } },
        { nameof(MailOptions.TimeLimit), new MailOptions { TimeLimit = TimeSpan.FromHours(1) } },
        { nameof(MailOptions.FromAddress), new MailOptions { FromAddress = "hsa" } },
        { nameof(MailOptions.FromAddress), new MailOptions { FromAddress = "a@example.se, b@example.se" } },
        { nameof(MailOptions.FromDisplayName), new MailOptions { FromDisplayName = "HSA\r\nBcc: x" } },
        { nameof(MailOptions.Host), new MailOptions { Transport = MailTransportKind.Smtp, Host = "" } },
        { nameof(MailOptions.PickupFolder), new MailOptions { PickupFolder = " " } },
        { nameof(MailOptions.TemplateFolder), new MailOptions { TemplateFolder = "" } },
        { nameof(MailOptions.PasswordFile), new MailOptions { User = "hsa" } },
        { nameof(MailOptions.Security), new MailOptions { User = "hsa", PasswordFile = "password", Security = SmtpSecurity.None } },
        { nameof(MailOptions.Transport), new MailOptions { Transport = (MailTransportKind)7 } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Setting_that_cannot_work_is_named(string name, MailOptions options)
    {
        var problem = Assert.Single(options.Problems());

        Assert.StartsWith("expected ", problem, StringComparison.Ordinal);
        Assert.Contains(name, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_can_be_used()
    {
        Assert.Empty(new MailOptions().Problems());
        Assert.Empty(new ContactOptions().Problems());
        Assert.Empty(new StatusOptions().Problems());
    }

    [Fact]
    public void Contact_that_is_empty_is_named() =>
        Assert.Contains(nameof(ContactOptions.HsaMail), Assert.Single(new ContactOptions { HsaMail = "" }.Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData("vfu")]
    [InlineData("")]
    [InlineData("Sekreteraren <vfu@halmstad.example>")]
    public void Office_that_cannot_be_written_to_is_named(string address)
    {
        Assert.Contains(nameof(ContactOptions.HalmstadMail), Assert.Single(new ContactOptions { HalmstadMail = address }.Problems()), StringComparison.Ordinal);
        Assert.Contains(nameof(ContactOptions.ItMail), Assert.Single(new ContactOptions { ItMail = address }.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://kort.example.se/")]
    [InlineData("kort.example.se")]
    [InlineData("https://kort.example.se/?a=b")]
    public void Public_address_must_be_safe_to_send(string address) =>
        Assert.Single(new StatusOptions { PublicAddress = address }.Problems());

    [Fact]
    public void Password_is_read_without_the_editors_line_end()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("password"), "lösen ord\n");
        var options = new MailOptions { Transport = MailTransportKind.Smtp, User = "hsa", PasswordFile = folder.File("password") };

        using var transport = Assert.IsType<SmtpMailTransport>(MailTransports.Create(options, TimeProvider.System));
    }
}

using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

/// <summary>Against a mail server that isn't ours, read back by a mail parser that isn't ours.</summary>
public sealed class SmtpPeerTests
{
    [Fact]
    public async Task Mail_arrives_as_it_was_composed()
    {
        using var sink = await SmtpSink.StartAsync(startTls: false);
        using var transport = new SmtpMailTransport(Options(sink, SmtpSecurity.None), password: null, TimeProvider.System);
        var mail = MailSamples.Mail() with { Subject = $"åäö ÅÄÖ {MailSamples.HardName}, so long that the line has to be folded somewhere on its way" };

        Assert.IsType<MailDelivery.Accepted>(await transport.SendAsync(mail, CancellationToken.None));

        var read = await ReadMail.FromAsync(Assert.Single(sink.Mails));
        Assert.Empty(read.Defects);
        Assert.Equal(mail.Subject, read.Field("Subject"));
        Assert.Equal(mail.MessageId, read.Field("Message-ID"));
        Assert.Equal("auto-generated", read.Field("Auto-Submitted"));
        Assert.Equal("sv", read.Field("Content-Language"));
        Assert.Equal(new ReadMail.Recipient(MailSamples.HardName, "anna@example.se"), Assert.Single(read.To));
        Assert.Equal(["text/plain", "text/html"], read.Parts.Select(part => part.Type));
        Assert.Equal(mail.TextBody, read.Parts[0].Text.ReplaceLineEndings("\n"));
        Assert.Equal(mail.HtmlBody, read.Parts[1].Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Server_whose_certificate_is_not_trusted_gets_no_mail()
    {
        using var sink = await SmtpSink.StartAsync(startTls: true);
        using var transport = new SmtpMailTransport(Options(sink, SmtpSecurity.StartTls), password: null, TimeProvider.System);

        var delivery = await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(MailCodes.TlsFailed, Assert.IsType<MailDelivery.Transient>(delivery).Code);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Private_authority_is_trusted_through_the_systems_setting()
    {
        using var sink = await SmtpSink.StartAsync(startTls: true);

        Assert.StartsWith("Accepted", await MailProbe.RunAsync(sink.Port, sink.Authority), StringComparison.Ordinal);

        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task Server_that_demands_starttls_refuses_mail_in_clear()
    {
        using var sink = await SmtpSink.StartAsync(startTls: true);
        using var transport = new SmtpMailTransport(Options(sink, SmtpSecurity.None), password: null, TimeProvider.System);

        var delivery = await transport.SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(MailCodes.LoginRefused, Assert.IsType<MailDelivery.Transient>(delivery).Code);
    }

    private static MailOptions Options(SmtpSink sink, SmtpSecurity security) => new() { Host = "localhost", Port = sink.Port, Security = security };
}

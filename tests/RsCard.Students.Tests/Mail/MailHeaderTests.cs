using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

public sealed class MailHeaderTests
{
    public static TheoryData<string, ComposedMail> Injections()
    {
        var mail = MailSamples.Mail();
        var data = new TheoryData<string, ComposedMail>();
        foreach (var end in new[] { "\r\n", "\n", "\r", "\0", "\u2028" })
        {
            var name = string.Concat(end.Select(c => $"U+{(int)c:X4}"));
            data.Add("subject " + name, mail with { Subject = $"Hej{end}Bcc: mallory@example.org" });
            data.Add("recipient's name " + name, mail with { To = mail.To with { DisplayName = $"Anna{end}Bcc: mallory@example.org" } });
            data.Add("sender's name " + name, mail with { From = mail.From with { DisplayName = $"HSA{end}Bcc: mallory@example.org" } });
            data.Add("recipient " + name, mail with { To = mail.To with { Address = $"anna@example.se{end}Bcc: mallory@example.org" } });
            data.Add("sender " + name, mail with { From = mail.From with { Address = $"hsa@example.se{end}Bcc: mallory@example.org" } });
            data.Add("Message-ID " + name, mail with { MessageId = $"<a@example.se>{end}Bcc: mallory@example.org" });
        }

        data.Add("two recipients", mail with { To = mail.To with { Address = "anna@example.se,mallory@example.org" } });
        data.Add("name in the address", mail with { To = mail.To with { Address = "Anna <anna@example.se>" } });
        data.Add("no address", mail with { To = mail.To with { Address = "anna" } });
        data.Add("empty address", mail with { To = mail.To with { Address = "" } });
        data.Add("empty subject", mail with { Subject = "" });
        data.Add("Message-ID without brackets", mail with { MessageId = "a@example.se" });
        return data;
    }

    [Theory]
    [MemberData(nameof(Injections), DisableDiscoveryEnumeration = true)]
    public async Task Malformed_mail_is_refused_before_anything_is_sent(string what, ComposedMail mail)
    {
        using var folder = new TemporaryFolder();
        await using var server = new FaultySmtpServer();
        using var smtp = new SmtpMailTransport(
            new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None },
            password: null,
            TimeProvider.System);

        foreach (var transport in new IMailTransport[] { smtp, new PickupFolderTransport(folder.Path) })
        {
            var delivery = await transport.SendAsync(mail, CancellationToken.None);
            Assert.True(delivery is MailDelivery.Permanent { Code: MailCodes.MalformedMail }, what);
        }

        Assert.Equal(0, server.Connections);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Message_id_is_the_mails_own_at_each_attempt()
    {
        var id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

        Assert.Equal("<01890a5d-ac96-774b-bcce-b302099a8057@skane.se>", MailMessageId.For(id, "hsa.1177@skane.se"));
        Assert.Equal("<01890a5d-ac96-774b-bcce-b302099a8057@xn--skne-roa.se>", MailMessageId.For(id, "hsa@skåne.se"));
    }
}

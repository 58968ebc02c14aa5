using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests.Mail.Bounces;

/// <summary>A mail that comes back, or is refused while it is sent, is a task for the administrator (D-63).</summary>
public sealed class BounceTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string NewAddress = "asa.ny@larosate.example";
    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Theory]
    [InlineData("headers")]
    [InlineData("message")]
    [InlineData("references")]
    [InlineData("base64")]
    public async Task D63_Bounce_makes_a_task_and_the_mended_address_gets_the_mail_with_the_RSid(string form)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        using var folder = new Maildir();
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        folder.Add(Report(form, await MessageIdAsync(node), "failed", "5.1.1"));
        folder.Add("Subject: hej\r\n\r\nEtt annat mejl.\r\n");
        Assert.Equal(new BounceCount(1, 0, 0, 1), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal(new BounceCount(0, 0, 0, 1), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal((1, 1), (folder.Fresh.Length, folder.Seen.Length));
        Assert.EndsWith(":2,S", Assert.Single(folder.Seen), StringComparison.Ordinal);
        await node.RunAsync();

        Assert.Equal("5.1.1", await node.ScalarAsync<string>("select bounce_status from mail where state = 'bounced'"));
        var step = (await node.ViewAsync(id)).Steps.Single(step => step.ActivityId == "newAddress");
        Assert.Equal((Owners.StudyAdministrator, DateRules.Morning(new DateOnly(2026, 11, 30))), (step.Owner, step.DueBy));
        Assert.Contains("MailBounced", await node.SentKindsAsync());

        Assert.Equal(AddressChange.Done, await node.Get<AddressDesk>().GiveAsync(id, NewAddress, "cli:test", NoToken));
        await node.RunAsync();
        var again = Assert.Single(await node.MailsAsync(), mail => mail.To[0].Address == NewAddress);
        Assert.Contains((await node.EntryAsync(row)).Text("rsId")!, again.Parts[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.ActivityId == "newAddress");
        Assert.False(DatabaseDump.Tells(await DatabaseDump.ReadAsync(node.Data), NewAddress));
    }

    [Fact]
    public async Task D63_Two_bounces_are_one_task_and_a_late_report_of_the_old_address_none()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        using var folder = new Maildir();
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.Get<MailDesk>().SendRsIdAgainAsync(id, "cli:test", NoToken);
        await node.AdvanceAsync(1);
        await node.Get<MailDesk>().SendRsIdAgainAsync(id, "cli:test", NoToken);
        await node.RunAsync();
        var mails = await node.ListAsync<string>("select message_id from mail order by composed_at, id");
        folder.Add(Report("headers", mails[0], "failed", "5.1.1"));
        folder.Add(Report("headers", mails[0], "failed", "5.1.1"));
        Assert.Equal(new BounceCount(1, 1, 0, 0), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        await node.Get<AddressDesk>().GiveAsync(id, NewAddress, "cli:test", NoToken);
        await node.RunAsync();

        folder.Add(Report("headers", mails[1], "failed", "5.1.1"));
        Assert.Equal(new BounceCount(1, 0, 0, 0), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'address-repair'"));
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from mail where state = 'bounced'"));
    }

    [Theory]
    [InlineData("delayed", "4.4.1")]
    [InlineData("delivered", "2.0.0")]
    public async Task D63_Report_of_a_mail_that_is_late_or_arrived_is_passed_over(string action, string status)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        using var folder = new Maildir();
        await node.EnterAsync(new StudentRow());
        folder.Add(Report("headers", await MessageIdAsync(node), action, status));
        Assert.Equal(new BounceCount(0, 0, 1, 0), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'address-repair'"));
    }

    [Fact]
    public async Task D63_Mail_that_is_refused_is_composed_anew_for_the_address_that_a_list_brings()
    {
        var server = new ChoosyTransport();
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton<IMailTransport>(server));
        var row = new StudentRow { Email = "vill.inte@larosate.example" };
        var id = (await node.EnterAsync(row))[0];
        Assert.Contains((await node.ViewAsync(id)).Steps, step => step.ActivityId == "newAddress");
        Assert.Equal(["MailBounced"], await node.SentKindsAsync());

        await node.SubmitAsync("LU", row with { Email = NewAddress });
        Assert.Equal([NewAddress], server.Sent.Where(mail => mail.Kind == MailKind.RsId).Select(mail => mail.To.Address));
        Assert.Equal(["refused", "sent"], await node.ListAsync<string>("select state from mail where kind = 'RsId' order by state"));
        Assert.Equal(2, await node.ScalarAsync<long>("select count(distinct message_id) from mail where kind = 'RsId'"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.incident where resolved_at is null"));
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.ActivityId == "newAddress");
    }

    [Fact]
    public async Task Address_that_is_none_is_refused_and_nothing_changes()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var desk = node.Get<AddressDesk>();
        Assert.Equal(AddressChange.NotAnAddress, await desk.GiveAsync(id, "a@b, c@d", "cli:test", NoToken));
        Assert.Equal(AddressChange.Unknown, await desk.GiveAsync(new RsCard.Students.Database.CaseId(Guid.NewGuid()), NewAddress, "cli:test", NoToken));
        Assert.Equal("CASE-010", await node.ScalarAsync<string>("select facts->>'refused' from audit_event where action = 'student.address'"));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Type: multipart/report; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed")]
    [InlineData("Content-Type: multipart/report\r\n\r\nno boundary")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x--")]
    [InlineData("\r\n\r\n\0\0")]
    public async Task Broken_reports_are_left_alone(string message)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        using var folder = new Maildir();
        folder.Add(message);
        Assert.Equal(new BounceCount(0, 0, 0, 1), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Single(folder.Fresh);
    }

    private static async Task<string> MessageIdAsync(ProductNode node) => await node.ScalarAsync<string>("select message_id from mail where kind = 'RsId'") ?? "";

    /// <summary>As servers write them: folded headers, comments, other cases of letters.</summary>
    private static string Report(string form, string messageId, string action, string status)
    {
        var original = $"Received: from x\r\n\tby y\r\nmessage-id:\r\n {messageId}\r\nSubject: Ditt RSid\r\n";
        var enclosed = form switch
        {
            "headers" => $"Content-Type: text/rfc822-headers\r\n\r\n{original}",
            "message" => $"Content-Type: message/rfc822\r\n\r\n{original}\r\nHej\r\n",
            "base64" => $"Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: BASE64\r\n\r\n{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(original), Base64FormattingOptions.InsertLineBreaks)}\r\n",
            _ => "Content-Type: text/plain\r\n\r\nThe mail is not enclosed.\r\n",
        };
        return $"""
            From: MAILER-DAEMON@mx.example
            References: {(form == "references" ? messageId : "<other@mx.example>")}
            Message-ID: <report@mx.example>
            MIME-Version: 1.0
            Content-Type: Multipart/Report; report-type=delivery-status;
             boundary="==b;1=="

            This is a report.
            --==b;1==
            Content-Type: text/plain

            It could not be delivered.
            --==b;1==
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; asa@larosate.example
            Action: {action} (bad destination)
            Status: {status} (unknown)
            Diagnostic-Code: smtp; 550 no such user

            --==b;1==
            {enclosed}
            --==b;1==--

            """.ReplaceLineEndings("\r\n");
    }

    private sealed class Maildir : IDisposable
    {
        private int count;

        public Maildir()
        {
            foreach (var part in (string[])["new", "cur", "tmp"])
                Directory.CreateDirectory(System.IO.Path.Combine(Path, part));
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("rscard-bounces-").FullName;

        public string[] Fresh => Directory.GetFiles(System.IO.Path.Combine(Path, "new"));

        public string[] Seen => Directory.GetFiles(System.IO.Path.Combine(Path, "cur"));

        public void Add(string message) => File.WriteAllText(System.IO.Path.Combine(Path, "new", $"{++count}.mx"), message);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    /// <summary>A server that takes nothing for one address.</summary>
    private sealed class ChoosyTransport : IMailTransport
    {
        public System.Collections.Concurrent.ConcurrentQueue<ComposedMail> Sent { get; } = new();

        public Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken)
        {
            if (mail.To.Address.StartsWith("vill.inte@", StringComparison.Ordinal))
                return Task.FromResult<MailDelivery>(new MailDelivery.Permanent(MailCodes.RecipientRefused, "550"));
            Sent.Enqueue(mail);
            return Task.FromResult<MailDelivery>(new MailDelivery.Accepted("250"));
        }
    }
}

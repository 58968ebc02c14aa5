using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Mail;
using RsCard.Students.Status;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests.Mail;

/// <summary>The mail with the RSid, its secret link, and what happens when it can't be sent at once (D-10, D-41, D-42).</summary>
public sealed partial class MailHandlerTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task D10_Student_gets_the_RSid_and_a_link_that_opens_the_status_page()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        var mail = Assert.Single(await node.MailsAsync());
        Assert.Equal((row.Email, row.FullName), (mail.To[0].Address, mail.To[0].Name));
        var rsId = (await node.EntryAsync(row)).Text("rsId")!;
        Assert.All(mail.Parts, part => Assert.Contains(rsId, part.Text, StringComparison.Ordinal));

        var status = await node.Get<StatusDesk>().FindAsync(TokenOf(mail), NoToken);
        Assert.Equal((id, rsId, StudentStage.Photo), (status?.Case, status?.RsId, status?.Stage));
        Assert.NotNull((await node.ViewAsync(id)).RsIdMailedAt);
    }

    [Fact]
    public async Task D10_Mail_is_written_in_the_language_of_the_row()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow { Language = "en" });
        Assert.Equal("en", Assert.Single(await node.MailsAsync()).Field("Content-Language"));
    }

    [Fact]
    public async Task D10_Token_of_the_link_stands_nowhere_in_the_database_and_in_no_log()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());
        var token = TokenOf(Assert.Single(await node.MailsAsync()));
        var dump = await DatabaseDump.ReadAsync(node.Data);
        Assert.False(DatabaseDump.Tells(dump, token));
        Assert.DoesNotContain(token, node.Site.Logs.Text, StringComparison.Ordinal);
        var kept = Assert.Single(await node.Get<MailBook>().ListAsync(Assert.Single(await node.ListAsync<RsCard.Students.Database.CaseId>("select case_id from mail")), NoToken));
        Assert.Contains(ComposedMail.TokenPlaceholder, kept.Mail!.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(token, kept.Mail.TextBody + kept.Mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D41_Neither_number_nor_name_nor_address_lies_in_clear_in_the_database_or_in_a_log()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { GivenName = "Klartextina", FamilyName = "Synligdotter" };
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        var digits = row.Number.Digits;
        var dump = await DatabaseDump.ReadAsync(node.Data);
        foreach (var secret in (string[])[digits, digits[2..], $"{digits[2..8]}-{digits[8..]}", "Klartextina", "Synligdotter", row.Email])
        {
            Assert.False(DatabaseDump.Tells(dump, secret), $"the database tells '{secret}'");
            Assert.DoesNotContain(secret, node.Site.Logs.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task D41_Personal_number_never_stands_in_a_mail_also_when_somebody_writes_it_into_a_reason()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new(), new()];
        await node.SubmitAsync("LU", rows);
        var shown = rows[0].Number.Display(node.Today);
        await node.Review.RejectAsync([await node.CaseAsync(rows[0])], $"{shown} läser inte här.", ProductNode.HsaTeam, NoToken);
        await node.Review.AskAsync([await node.CaseAsync(rows[1])], $"Är {rows[1].Number.Digits} rätt?", ProductNode.HsaTeam, NoToken);
        await node.ApproveAllAsync();
        var mails = await node.MailsAsync();
        Assert.Equal(3, mails.Count);
        foreach (var text in mails.SelectMany(mail => mail.Parts.Select(part => part.Text).Append(mail.Field("Subject"))))
        {
            Assert.DoesNotContain(shown, text, StringComparison.Ordinal);
            Assert.All(rows, row => Assert.DoesNotContain(row.Number.Digits[2..], text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Mail_that_is_refused_for_now_waits_with_its_code_and_is_sent_later_the_same()
    {
        var server = new FlakyTransport(new MailDelivery.Transient(MailCodes.RefusedForNow, "451"), new MailDelivery.OutcomeUnknown(MailCodes.ConnectionBroken, "gone"), new MailDelivery.Accepted("250"));
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton<IMailTransport>(server));
        await node.EnterAsync(new StudentRow());
        Assert.Equal(MailCodes.RefusedForNow, await node.ScalarAsync<string>("select last_code from workflow.work_item where kind = 'mail' and due_at > now()"));
        Assert.Equal("composed", await node.ScalarAsync<string>("select state from mail"));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await node.RetryNowAsync();
            await node.RunAsync();
        }

        Assert.Equal(["RsId"], await node.SentKindsAsync());
        Assert.Equal(3, server.Sent.Count);
        Assert.Single(server.Sent.Select(mail => (mail.MessageId, mail.TextBody, mail.HtmlBody, mail.Date)).Distinct());
    }

    [Fact]
    public async Task D42_Worker_that_dies_after_the_server_took_the_mail_sends_it_again_with_the_same_Message_ID()
    {
        var server = new FlakyTransport(null, new MailDelivery.Accepted("250"));
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton<IMailTransport>(server));
        await node.EnterAsync(new StudentRow());
        Assert.Empty(await node.SentKindsAsync());
        await node.RetryNowAsync();
        await node.RunAsync();

        Assert.Equal(["RsId"], await node.SentKindsAsync());
        Assert.Equal(2, server.Sent.Count);
        Assert.Single(server.Sent.Select(mail => mail.MessageId).Distinct());
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from status_link"));
    }

    [Fact]
    public async Task Mail_to_an_address_that_is_refused_for_good_is_an_incident_and_the_others_go_on()
    {
        var server = new FlakyTransport(new MailDelivery.Permanent(MailCodes.RecipientRefused, "550"), new MailDelivery.Accepted("250"), new MailDelivery.Accepted("250"));
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton<IMailTransport>(server));
        await node.EnterAsync(new StudentRow(), new StudentRow());
        Assert.Equal(["MailBounced", "RsId"], (await node.SentKindsAsync()).Order());
        Assert.Equal(["refused", "sent"], await node.ListAsync<string>("select state from mail where kind = 'RsId' order by state"));
        Assert.Equal(MailCodes.RecipientRefused, await node.ScalarAsync<string>("select code from workflow.incident where resolved_at is null"));
    }

    [Fact]
    public async Task Unknown_expired_and_revoked_links_answer_alike()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());
        var desk = node.Get<StatusDesk>();
        var token = TokenOf(Assert.Single(await node.MailsAsync()));
        Assert.NotNull(await desk.FindAsync(token, NoToken));
        Assert.Null(await desk.FindAsync(StatusLink.Create(new Uri("https://kort.example.se/")).Token, NoToken));
        Assert.Null(await desk.FindAsync("", NoToken));

        await node.ExecuteAsync("update status_link set revoked_at = now()");
        Assert.Null(await desk.FindAsync(token, NoToken));
        Assert.False(await desk.ConfirmReadAsync(token, NoToken));
        await node.ExecuteAsync("update status_link set revoked_at = null");
        await node.AdvanceAsync(364);
        Assert.NotNull(await desk.FindAsync(token, NoToken));
        await node.AdvanceAsync(1);
        Assert.Null(await desk.FindAsync(token, NoToken));
    }

    [Fact]
    public async Task D63_Looking_changes_nothing_and_a_visit_counts_when_the_student_says_so()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());
        var token = TokenOf(Assert.Single(await node.MailsAsync()));
        var desk = node.Get<StatusDesk>();
        var before = await DatabaseDump.ReadAsync(node.Data);
        Assert.False((await desk.FindAsync(token, NoToken))?.HasRead);
        Assert.Equal(before, await DatabaseDump.ReadAsync(node.Data));

        Assert.True(await desk.ConfirmReadAsync(token, NoToken));
        Assert.True(await desk.ConfirmReadAsync(token, NoToken));
        Assert.True((await desk.FindAsync(token, NoToken))?.HasRead);
    }

    private static string TokenOf(ReadMail mail) => Token().Match(mail.Parts[0].Text).Groups["token"].Value;

    [GeneratedRegex("https://kort\\.example\\.se/s/(?<token>[A-Za-z0-9_-]{43})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    /// <summary>Answers as it was told, one after another; null: it takes the mail, and the worker dies.</summary>
}

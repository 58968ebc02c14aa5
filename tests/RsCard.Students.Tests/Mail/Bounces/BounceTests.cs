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
        folder.Add(DeliveryReports.Of(form, await MessageIdAsync(node), "failed", "5.1.1"));
        folder.Add("Subject: hej\r\n\r\nEtt annat mejl.\r\n");
        Assert.Equal(new BounceCount(1, 0, 0, 1), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal(new BounceCount(0, 0, 0, 0), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        Assert.Equal(["1.mx:2,S", "2.mx:2,F"], folder.Read);
        Assert.Empty(folder.Fresh);
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
        folder.Add(DeliveryReports.Of("headers", mails[0], "failed", "5.1.1"));
        folder.Add(DeliveryReports.Of("headers", mails[0], "failed", "5.1.1"));
        Assert.Equal(new BounceCount(1, 1, 0, 0), await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken));
        await node.Get<AddressDesk>().GiveAsync(id, NewAddress, "cli:test", NoToken);
        await node.RunAsync();

        folder.Add(DeliveryReports.Of("headers", mails[1], "failed", "5.1.1"));
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
        folder.Add(DeliveryReports.Of("headers", await MessageIdAsync(node), action, status));
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

    private static async Task<string> MessageIdAsync(ProductNode node) => await node.ScalarAsync<string>("select message_id from mail where kind = 'RsId'") ?? "";
}

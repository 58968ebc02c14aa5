using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Mail;

/// <summary>What the team has written is what is sent, on every node, without a restart.</summary>
public sealed class MailTextsInForceTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;
    private static readonly MailTextKey RsId = MailTextFile.Of(MailKind.RsId).In(MailLanguage.Swedish);

    [Fact]
    public async Task Changed_text_is_sent_by_another_node_with_its_next_mail_and_mails_on_their_way_keep_theirs()
    {
        var taken = new MailDelivery.Accepted("250");
        var server = new FlakyTransport(taken, new MailDelivery.Transient(MailCodes.RefusedForNow, "451"), taken, taken, taken);
        await using var writer = await ProductNode.StartAsync(slapd);
        await using var sender = await writer.BesideAsync(services => services.AddSingleton<IMailTransport>(server));
        await sender.EnterAsync(new StudentRow());
        await sender.EnterAsync(new StudentRow());

        var texts = await writer.Get<MailTextBook>().ReadAsync(NoToken);
        await ChangeAsync(RsId, "Subject: ", "Subject: Läs noga: ");
        await ChangeAsync(MailTextFile.WhomToAsk.In(MailLanguage.Swedish), "# Vem du frågar", "# Fråga så här");
        await sender.RetryNowAsync();
        await sender.EnterAsync(new StudentRow());
        await sender.EnterAsync(new StudentRow { Language = "en" });

        var sent = server.Sent.ToList();
        var delivered = sent[0].Subject;
        Assert.Equal([delivered, delivered, delivered, "Läs noga: " + delivered], sent.Take(4).Select(mail => mail.Subject));
        Assert.Contains("Fråga så här", sent[3].TextBody, StringComparison.Ordinal);
        Assert.Contains("Fråga så här", sent[3].HtmlBody, StringComparison.Ordinal);
        Assert.Equal(MailSamples.Compose(MailKind.RsId, MailLanguage.English).Subject, sent[4].Subject);

        async Task ChangeAsync(MailTextKey key, string part, string instead) => Assert.IsType<MailTextChange.Saved>(
            await writer.Get<MailTextDesk>().ChangeAsync(key, texts.StateOf(key).InForce.Replace(part, instead, StringComparison.Ordinal), known: 0, "staff:annlin", NoToken));
    }

    [Fact]
    public async Task Changed_text_that_does_not_fit_this_release_stops_no_mail_the_delivered_one_is_sent()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ExecuteAsync("insert into mail_text (file, language, version, content, changed_by, changed_at) values ('rsid', 'sv', 1, @content, 'staff:annlin', now())", new { content = "Subject: Från en äldre version {{personalNumber}}\n" });
        await node.EnterAsync(new StudentRow());

        Assert.Equal(MailSamples.Compose(MailKind.RsId).Subject, Assert.Single(await node.MailsAsync()).Field("Subject"));
        var texts = await node.Get<MailTextBook>().ReadAsync(NoToken);
        Assert.Equal(RsId, Assert.Single(texts.Outdated).Key);
        Assert.Equal((true, texts.StateOf(RsId).Delivered), (texts.StateOf(RsId).IsChanged, texts.StateOf(RsId).InForce));
    }

    [Fact]
    public async Task Text_of_a_mail_that_this_release_does_not_have_is_left_alone()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ExecuteAsync("insert into mail_text (file, language, version, content, changed_by, changed_at) values ('of-tomorrow', 'sv', 1, 'x', 'test', now()), ('rsid', 'no', 1, 'x', 'test', now())");

        Assert.Equal(0, (await node.Get<MailTextBook>().ReadAsync(NoToken)).Changed);
    }
}

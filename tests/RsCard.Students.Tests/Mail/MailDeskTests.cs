using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Mail;

public sealed class MailDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D10_RSid_mail_is_sent_again_with_a_link_of_its_own_and_both_links_work()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var caseId = Assert.Single(await node.EnterAsync(new StudentRow()));
        await node.AdvanceAsync(1);

        Assert.Equal(SendAgain.Ordered, await AgainAsync(node, caseId));
        await node.RunAsync();

        var mails = await node.Get<MailBook>().ListAsync(caseId, ProductNode.NoToken);
        Assert.Equal([nameof(MailKind.RsId), nameof(MailKind.RsId)], mails.Select(mail => mail.Kind));
        Assert.Equal(2, mails.Select(mail => mail.MessageId).Distinct().Count());
        Assert.Equal(2L, await node.ScalarAsync<long>("select count(*) from status_link where revoked_at is null"));
    }

    [Fact]
    public async Task Second_click_sends_no_second_mail()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var caseId = Assert.Single(await node.EnterAsync(new StudentRow()));
        await node.AdvanceAsync(1);

        var results = await Task.WhenAll(AgainAsync(node, caseId), AgainAsync(node, caseId));
        await node.RunAsync();

        Assert.Equal([SendAgain.Ordered, SendAgain.JustSent], results.Order());
        Assert.Equal(SendAgain.JustSent, await AgainAsync(node, caseId));
        Assert.Equal(2, (await node.Get<MailBook>().ListAsync(caseId, ProductNode.NoToken)).Count);
    }

    [Fact]
    public async Task Student_without_an_RSid_has_nothing_to_be_sent_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);

        Assert.Equal(SendAgain.NothingToSend, await AgainAsync(node, await node.CaseAsync(row)));
    }

    private static Task<SendAgain> AgainAsync(ProductNode node, CaseId caseId) =>
        node.Get<MailDesk>().SendRsIdAgainAsync(caseId, ProductNode.HsaTeam, ProductNode.NoToken);
}

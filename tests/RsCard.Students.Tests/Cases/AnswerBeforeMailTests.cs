using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Placements;
using RsCard.Students.Status;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Cards;
using RsCard.Students.Tests.Placements;
using RsCard.Students.Tests.ReserveCards;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cases;

/// <summary>
/// The mail server may be away for days, and nobody need wait for a mail to do what it asks for: an answer that comes before the mail
/// of its step is sent is an answer.
/// </summary>
public sealed class AnswerBeforeMailTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string Refused = "vill.inte@larosate.example";

    private readonly AbsentTransport mailServer = new();

    [Fact]
    public async Task D33_Break_that_ends_before_its_mail_is_sent_is_over()
    {
        await using var node = await StartAsync();
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await WithoutMailServerAsync(node, async () =>
        {
            Assert.Equal(CaseChange.Done, await node.Get<CaseDesk>().ParkAsync(id, "Sjukdom", HsaTeam, NoToken));
            await node.RunAsync();
            Assert.Equal(CaseChange.Done, await node.Get<CaseDesk>().ResumeAsync(id, HsaTeam, NoToken));
        });
        Assert.Contains("BreakOver", await node.SentKindsAsync());
        await HasEndedAsync(node, CaseProcess.StudyBreak);
    }

    [Fact]
    public async Task D63_Address_that_is_given_before_anybody_is_asked_for_it_mends_the_mail()
    {
        await using var node = await StartAsync();
        await WithoutMailServerAsync(node, async () =>
        {
            var id = (await node.EnterAsync(new StudentRow { Email = Refused }))[0];
            Assert.Equal(AddressChange.Done, await node.Get<AddressDesk>().GiveAsync(id, "asa.ny@larosate.example", HsaTeam, NoToken));
        });
        Assert.Contains("RsId", await node.SentKindsAsync());
        await HasEndedAsync(node, CaseProcess.AddressRepair);
    }

    [Fact]
    public async Task D15_VDI_that_is_ordered_before_the_unit_is_asked_is_ordered()
    {
        await using var node = await StartAsync();
        var id = (await node.EnterAsync(Private() with { UnitEmail = "" }))[0];
        await WithoutMailServerAsync(node, async () =>
        {
            await node.Get<UnitDesk>().GiveAddressesAsync(await PlacementAsync(node, id), "vdi@backaskog.example", null, "student", NoToken);
            await node.RunAsync();
            Assert.IsType<PlacementResult.Done>(await node.Get<UnitDesk>().ConfirmVdiAsync(await PlacementAsync(node, id), HsaTeam, NoToken));
        });
        Assert.DoesNotContain("vdi", await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D15_Units_address_that_is_given_before_anybody_is_asked_for_it_is_used()
    {
        await using var node = await StartAsync();
        await WithoutMailServerAsync(node, async () =>
        {
            var id = (await node.EnterAsync(Private() with { UnitEmail = "" }))[0];
            Assert.IsType<PlacementResult.Done>(await node.Get<UnitDesk>().GiveAddressesAsync(await PlacementAsync(node, id), "vdi@backaskog.example", null, "student", NoToken));
        });
        Assert.Contains("VdiOrder", await node.SentKindsAsync());
        Assert.Contains("vdi", await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D5_Receipt_that_comes_before_the_office_is_asked_is_a_receipt()
    {
        await using var node = await StartAsync(services => services.AddSingleton(new ContactOptions { HalmstadMail = UnitMail.HalmstadOffice }));
        await WithoutMailServerAsync(node, async () =>
        {
            var row = new StudentRow().Placed("Halmstad", FirstDay.AddDays(60));
            await node.SubmitAsync("LU", row);
            var id = await node.CaseAsync(row);
            Assert.IsType<PlacementResult.Done>(await node.Get<UnitDesk>().ConfirmReceiptAsync(await PlacementAsync(node, id), HsaTeam, NoToken));
        });
        Assert.DoesNotContain("receipt", await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D70_Card_that_is_found_before_the_mail_about_it_is_sent_is_valid_again()
    {
        await using var node = await StartAsync();
        var id = await node.HolderAsync();
        await WithoutMailServerAsync(node, async () =>
        {
            Assert.IsType<DeskResult.Done>(await node.Get<CardDesk>().ReportLostAsync(id, mayBeFound: true, which: null, HsaTeam, NoToken));
            await node.RunAsync();
            Assert.IsType<DeskResult.Done>(await node.Get<CardDesk>().FoundAsync(id, which: null, HsaTeam, NoToken));
        });
        await HasEndedAsync(node, CaseProcess.CardSuspension);
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
    }

    [Fact]
    public async Task D34_Card_that_is_returned_before_the_mail_that_asks_for_it_is_sent_ends_the_case()
    {
        await using var node = await StartAsync();
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        await WithoutMailServerAsync(node, async () =>
        {
            await node.AdvanceToAsync(row.LastDay.AddDays(31));
            Assert.IsType<DeskResult.Done>(await node.Get<CardDesk>().ReturnAsync(id, "LUND", which: null, "staff:LUND", NoToken));
        });
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
    }

    [Fact]
    public async Task D24_Card_that_is_renewed_before_the_mail_about_it_is_sent_is_not_asked_for_again()
    {
        await using var node = await StartAsync();
        var id = await node.WithCardAsync(new ForeignRow { LastDay = FirstDay.AddDays(399) });
        var end = await node.CertificateToAsync();
        await WithoutMailServerAsync(node, async () =>
        {
            await node.JumpToAsync(end.AddDays(-30));
            Assert.IsType<DeskResult.Done>(await node.RenewAsync(id));
        });
        Assert.Equal(["reserve-card-renewal/wait"], await node.StepsAsync(id));
        await node.JumpToAsync((await node.CertificateToAsync()).AddDays(-30));
        Assert.Equal(["reserve-card-renewal/renewal"], await node.StepsAsync(id));
    }

    private static StudentRow Private() => new StudentRow().Placed("privat", FirstDay.AddDays(30)) with { UnitEmail = "vdi@backaskog.example" };

    private static async Task<Guid> PlacementAsync(ProductNode node, CaseId id) => Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken)).Id;

    /// <summary>The process had begun, and nothing of it is left.</summary>
    private static async Task HasEndedAsync(ProductNode node, string definition) =>
        Assert.Equal([false], await node.ListAsync<bool>("select status = 'suspended' from workflow.instance where definition_id = @definition", new { definition }));

    /// <summary>What happens while the mail server is away; then it comes back and all mails go.</summary>
    private async Task WithoutMailServerAsync(ProductNode node, Func<Task> happens)
    {
        mailServer.IsAway = true;
        await happens();
        await node.RunAsync();
        mailServer.IsAway = false;
        await node.RetryNowAsync();
        await node.RunAsync();
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    private Task<ProductNode> StartAsync(Action<IServiceCollection>? change = null) => ProductNode.StartAsync(slapd, change: services =>
    {
        services.AddSingleton<IMailTransport>(mailServer);
        change?.Invoke(services);
    });

    /// <summary>A mail server that may be away, and never takes a mail for one address.</summary>
    private sealed class AbsentTransport : IMailTransport
    {
        public bool IsAway { get; set; }

        public Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken) => Task.FromResult<MailDelivery>(
            mail.To.Address == Refused ? new MailDelivery.Permanent(MailCodes.RecipientRefused, "550")
            : IsAway ? new MailDelivery.Transient(MailCodes.Unreachable, "away")
            : new MailDelivery.Accepted("250"));
    }
}

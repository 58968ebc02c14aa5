using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Status;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Cases;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cards;

/// <summary>A student may withdraw whatever is happening to the card (D-36).</summary>
public sealed class CardWithdrawalTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly string[] Definitions = ["card-replacement", "card-suspension", "pin-reorder", "name-change", "card-expiry", "card-activation", "home-delivery"];

    [Fact]
    public async Task D36_Withdrawal_at_every_step_of_what_happens_to_a_card_leaves_no_mail_no_timer_and_no_work_and_asks_a_made_card_back()
    {
        await using var node = await ProductNode.StartAsync(slapd, change: services => services
            .AddSingleton(new ProcessOptions { HomeDelivery = [new HomeDeliveryRule { Institution = "MAU" }] })
            .AddSingleton(new ContactOptions { ItMail = "it@region.example" }));
        var leavers = new Leavers(node);
        var (holders, inactive, homes) = (Rows(15), Rows(4), Rows(4));
        foreach (var row in inactive)
            await node.Site.AddEntryAsync(slapd.WrongBranch, row, ("cardSerial", row.Number.Digits), ("cardState", "inactive"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20300101120000Z"));
        await node.SubmitAsync("LU", [.. holders, .. inactive]);
        await node.SubmitAsync("MAU", homes);
        await node.ApproveAllAsync();
        var (ids, waiting, home) = (await CasesAsync(node, holders), await CasesAsync(node, inactive), await CasesAsync(node, homes));
        await LeaveActivationAsync(node, leavers, waiting);

        foreach (var id in ids.Concat(home))
            await node.Station.TakePhotoAsync(id, "LUND", node.GoodDocument(), reused: false, "staff:LUND", NoToken);
        await leavers.LeaveAsync(home[0], "home-delivery/month");
        await node.Station.DelayAsync(home[1], "LUND", FirstDay.AddDays(45), "staff:LUND", NoToken);
        await node.Get<BusinessClock>().ShiftAsync(DateRules.Morning(FirstDay.AddMonths(1)).AddMinutes(1) - node.Get<TimeProvider>().GetUtcNow(), NoToken);
        await leavers.LeaveAsync(home[1], "home-delivery/expected");
        await leavers.LeaveAsync(home[2], "home-delivery/sentMail");
        await leavers.LeaveAsync(home[3], "home-delivery/activation");
        await node.RunAsync();
        await node.Station.TransferAsync(ids[14], "MALMO", "staff:MALMO", NoToken);
        await leavers.LeaveAsync(ids[14], "pickup/transferredMail");
        foreach (var id in ids[..14])
            Assert.IsType<DeskResult.Done>(await node.Station.HandOverAsync(id, "LUND", node.GoodDocument(), "staff:LUND", NoToken));
        await LeaveTroubleAsync(node, leavers, ids);
        await LeaveNameAsync(node, leavers, ids);
        await LeaveExpiryAsync(node, leavers, ids, holders);
        await node.RunAsync();

        Assert.Equal(
            Leavers.StepsThatWait(Definitions).Concat(["pickup/transferredMail", "directory-entry/renewalMail"]).Order(StringComparer.Ordinal),
            leavers.Stood);

        // What was lost isn't asked back, and what was never fetched is cancelled.
        Assert.Equal(13, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where kind = 'signal' and name = 'card-return'"));
        Assert.Equal(5, await node.ScalarAsync<long>("select count(*) from card where state = 'cancelled'"));
        foreach (var id in ids[1..14])
            Assert.IsType<DeskResult.Done>(await node.Get<CardDesk>().ReturnAsync(id, "LUND", which: null, "staff:LUND", NoToken));
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(400), NoToken);
        await node.RunAsync();
        foreach (var table in (string[])["workflow.timer", "workflow.bookmark", "workflow.work_item"])
            Assert.Equal((table, 0L), (table, await node.ScalarAsync<long>($"select count(*) from {table}")));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from student_case where outcome is distinct from 'withdrawn'"));
        await leavers.JudgeAsync();
    }

    private static async Task LeaveActivationAsync(ProductNode node, Leavers leavers, CaseId[] ids)
    {
        await leavers.LeaveAsync(ids[0], "card-activation/order");
        foreach (var id in ids[1..])
            await node.Get<ActivationDesk>().OrderAsync(id, HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[1], "card-activation/orderMail");
        await leavers.LeaveAsync(ids[2], "card-activation/activation");
        await leavers.UntilAsync(ids[3], "card-activation/activation");
        await node.Get<ActivationDesk>().DoneAsync(ids[3], HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[3], "card-activation/activatedMail");
        await node.RunAsync();
    }

    private static async Task LeaveTroubleAsync(ProductNode node, Leavers leavers, CaseId[] ids)
    {
        var desk = node.Get<CardDesk>();
        await desk.ReportLostAsync(ids[0], mayBeFound: false, which: null, HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[0], "card-replacement/blockedMail");
        await desk.DamagedAsync(ids[1], which: null, HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[1], "card-replacement/neededMail");
        foreach (var id in ids[2..5])
            await desk.ReportLostAsync(id, mayBeFound: true, which: null, HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[2], "card-suspension/suspendedMail");
        await leavers.LeaveAsync(ids[3], "card-suspension/found");
        await leavers.UntilAsync(ids[4], "card-suspension/found");
        await desk.FoundAsync(ids[4], which: null, HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[4], "card-suspension/foundMail");
        await desk.OrderPinEnvelopeAsync(ids[5], HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[5], "pin-reorder/orderedMail");
        await desk.OrderPinEnvelopeAsync(ids[6], HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[6], "pin-reorder/envelope");
    }

    private static async Task LeaveNameAsync(ProductNode node, Leavers leavers, CaseId[] ids)
    {
        var desk = node.Get<NameChangeDesk>();
        foreach (var id in ids[7..11])
            await desk.ReportAsync(id, "Åsa", "Lindqvist", HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[7], "name-change/decision");
        await desk.ApproveAsync(ids[8], HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[8], "name-change/write");
        await desk.ApproveAsync(ids[9], HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[9], "name-change/changedMail");
        await desk.RejectAsync(ids[10], "Stämmer inte.", HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[10], "name-change/rejectedMail");
    }

    private static async Task LeaveExpiryAsync(ProductNode node, Leavers leavers, CaseId[] ids, StudentRow[] rows)
    {
        await node.ExecuteAsync("update card set valid_to = @day where case_id = any(@cases)", new { day = node.Today.AddDays(40), cases = ids[11..14].Select(id => id.Value).ToArray() });
        await node.Get<RecurringJobs>().Find("watch-card-expiry")!.RunOnceAsync(NoToken);
        await leavers.LeaveAsync(ids[11], "card-expiry/studentMail");
        await leavers.LeaveAsync(ids[12], "card-expiry/administratorMail");
        await node.RunAsync();
        await node.SubmitAsync("LU", rows[13]);
        await node.Review.ApproveAsync([ids[13]], HsaTeam, NoToken);
        await leavers.LeaveAsync(ids[13], "directory-entry/renewalMail");
    }

    private static StudentRow[] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new StudentRow())];

    private static async Task<CaseId[]> CasesAsync(ProductNode node, StudentRow[] rows) => await Task.WhenAll(rows.Select(node.CaseAsync));
}

using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Counter;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Review;
using RsCard.Students.Submissions;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>What few students come to: a renewal, a card that is sent home, one that is to be destroyed, what can still be taken back, and a second person.</summary>
internal sealed partial class Cohort
{
    private const string Colleague = "staff:bosand";

    /// <summary>Whose status pages are visited besides.</summary>
    private static readonly string[] RareOnes = ["ending", "renewing", "renewed", "posting", "posted", "stray", "shot"];

    /// <summary>Their cards end soon: one waits for the administrator, one for review, one is photographed anew.</summary>
    private static readonly (string Who, StudentRow Row)[] Holders = [.. new[] { "ending", "renewing", "renewed" }.Select(who => (who, new StudentRow { GivenName = "Freja", FamilyName = char.ToUpperInvariant(who[0]) + who[1..] }))];

    /// <summary>The RSid of a student of two institutions.</summary>
    public string OfSeveralCases { get; private set; } = "";

    /// <summary>The node on which an approval needs a second person.</summary>
    public Uri FourEyes { get; private set; } = new("http://127.0.0.1/");

    /// <summary>One approval each of a colleague and of the one who looks.</summary>
    public async Task HoldForSecondAsync(WebApplication node)
    {
        FourEyes = TestSite.AddressOf(node);
        var approvals = node.Services.GetRequiredService<HeldApprovals>();
        Assert.Equal(1, (await approvals.HoldAsync([this["waiting16"]], Colleague, NoToken)).Held);
        Assert.Equal(1, (await approvals.HoldAsync([this["waiting17"]], Team, NoToken)).Held);
    }

    private async Task SendHomeAsync(params string[] who)
    {
        foreach (var name in who)
            Assert.IsType<VariantResult.Moved>(await Get<VariantDesk>().MoveAsync(this[name], CasePath.ServiceHome, applies: true, Team, NoToken));
    }

    private async Task RenewAsync()
    {
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
            await connection.ExecuteAsync("update card set valid_to = @day where case_id = any(@cases)", new { day = site.Today().AddDays(50), cases = Holders.Select(holder => this[holder.Who].Value).ToArray() });
        await Get<RecurringRunner>().RunAsync("watch-card-expiry", waits: true, NoToken);
        await site.WorkAsync();
        await SendAsync("LU", "förnyelse.csv", Holders[1..]);
        await ApproveAsync("renewed");
    }

    private async Task AtCounterAsync()
    {
        await SendHomeAsync("posting");
        Done(await Get<StationDesk>().TakePhotoAsync(this["posting"], "LUND", Passport(), reused: false, Lund, NoToken));
        foreach (var who in new[] { "stray", "destroyed" })
            await Get<CaseDesk>().WithdrawAsync(this[who], "Har slutat", Administrator, NoToken);
        var row = new StudentRow { GivenName = "Sigrid", FamilyName = "Dubbel" };
        foreach (var (institution, programme) in new[] { ("LU", "Sjuksköterskeprogrammet"), ("MAU", "Biomedicinska analytikerprogrammet") })
            await Get<SubmissionReceiver>().ReceiveAsync(institution, StudentRow.Csv(row with { Programme = programme }), "dubbel.csv", Administrator, NoToken);
        await site.WorkAsync();
        var both = await Get<CaseBook>().FindAsync(row.Number.Digits, site.Today(), NoToken);
        Assert.Equal(2, both.Count);
        Assert.Empty((await Get<ReviewDesk>().ApproveAsync(both, Team, NoToken)).Skipped);
        await site.WorkAsync();
        OfSeveralCases = (await site.ViewAsync(both[0])).RsId ?? "";
        Done(await Get<CounterDesk>().HoldAsync(this["shot"], new CounterAction.Photo("LUND", Passport(), Reused: false), Lund, NoToken));
    }
}

using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.BrowserTests.Tasks;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Protection;
using RsCard.Students.Recurring;
using RsCard.Students.Reports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>
/// Students in many states, made once a run by the product's own desks: some five weeks ago, the others today, a Monday.
/// Tests that change something make students of their own.
/// </summary>
internal sealed partial class Cohort
{
    private const string Team = "staff:annlin";
    private const string Lund = "staff:pereks";
    private const string Administrator = "staff:karber";
    private static readonly DateTimeOffset Begin = new(2026, 10, 19, 10, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken NoToken = CancellationToken.None;

    private readonly TestSite site;
    private readonly Dictionary<string, CaseId> cases = [];

    private Cohort(TestSite site) => this.site = site;

    /// <summary>Whose cards lie at the station for those who try to hand one over, and for those who take it back.</summary>
    public static IReadOnlyList<string> ToFetch { get; } = [.. Ways.All.SelectMany(way => new[] { $"fetch {way[0]} {way[1]}", $"regret {way[0]} {way[1]}" })];

    /// <summary>The list with refused rows.</summary>
    public SubmissionId List { get; private set; }

    /// <summary>A list that no node has begun to judge.</summary>
    public SubmissionId Coming { get; private set; }

    public Guid Run { get; private set; }

    public Guid OpenFee { get; private set; }

    public Guid PaidFee { get; private set; }

    /// <summary>Where the student whose entry was changed by hand has a history.</summary>
    public Guid History { get; private set; }

    public (Guid Case, Guid Mail) Mail { get; private set; }

    public Dictionary<string, string> StatusTokens { get; } = [];

    public Dictionary<string, string> UnitTokens { get; } = [];

    public CaseId this[string who] => cases[who];

    /// <summary>Business time begins on the first day; nothing has happened.</summary>
    public static Task BeginAsync(TestSite site) => site.Services.GetRequiredService<BusinessClock>().BeginAtAsync(Begin, NoToken);

    public static async Task<Cohort> EnterAsync(TestSite site)
    {
        var cohort = new Cohort(site);
        await cohort.FiveWeeksAgoAsync();
        await site.Services.GetRequiredService<BusinessClock>().ShiftAsync(TimeSpan.FromDays(35), NoToken);
        await site.WorkAsync();
        await cohort.HandOverAsync();
        await cohort.TodayAsync();
        await cohort.RenewAsync();
        await cohort.ForeignAsync();
        await cohort.AtCounterAsync();
        await cohort.InDirectoryAsync();
        await cohort.WorkThatFailsAsync();
        await cohort.LinksAsync();
        return cohort;
    }

    private T Get<T>()
        where T : notnull => site.Services.GetRequiredService<T>();

    private async Task FiveWeeksAgoAsync()
    {
        await SendAsync(
            "LU",
            "ht-2026.csv",
            [
                ("holder", new StudentRow { GivenName = "Märta", FamilyName = "Åkesson" }),
                ("suspended", new StudentRow { GivenName = "Elias", FamilyName = "Sjöström" }),
                ("loser", new StudentRow { GivenName = "Ngọc", FamilyName = "Nguyễn" }),
                ("payer", new StudentRow { GivenName = "Oskar", FamilyName = "Dahl" }),
                ("ready", new StudentRow { GivenName = "Anna-Karin", FamilyName = "Müller-Ørsted d'Arc" }),
                ("late", new StudentRow { GivenName = "Björn", FamilyName = "Ängström" }),
                .. Holders,
                ("posted", new StudentRow { GivenName = "Maja", FamilyName = "Posted" }),
                ("stray", new StudentRow { GivenName = "Nils", FamilyName = "Stray" }),
                ("destroyed", new StudentRow { GivenName = "Nils", FamilyName = "Destroyed" }),
                .. ToFetch.Select(who => (who, new StudentRow { GivenName = "Saga" })),
            ]);
        string[] fetched = ["holder", "suspended", "loser", "payer", "ready", "posted", "stray", "destroyed", .. Holders.Select(holder => holder.Who), .. ToFetch];
        await ApproveAsync(fetched);
        await SendHomeAsync("posted");
        foreach (var who in fetched)
            Done(await Get<StationDesk>().TakePhotoAsync(this[who], "LUND", Passport(), reused: false, Lund, NoToken));
        await site.WorkAsync();
    }

    private async Task HandOverAsync()
    {
        foreach (var who in new[] { "holder", "suspended", "loser", "payer" }.Concat(Holders.Select(holder => holder.Who)))
            Done(await Get<StationDesk>().HandOverAsync(this[who], "LUND", Passport(), Lund, NoToken));
        await site.WorkAsync();
        Done(await Get<CardDesk>().ReportLostAsync(this["suspended"], mayBeFound: true, which: null, Lund, NoToken));
        foreach (var who in new[] { "loser", "payer" })
            Done(await Get<CardDesk>().ReportLostAsync(this[who], mayBeFound: false, which: null, Administrator, NoToken));
        await site.WorkAsync();
        OpenFee = await FeeAsync("loser");
        PaidFee = await FeeAsync("payer");
        Done(await Get<FeeDesk>().PayAsync(PaidFee, Lund, NoToken));
    }

    private async Task TodayAsync()
    {
        var bad = new StudentRow { GivenName = "Ebba", FamilyName = "Löfgren" };
        List = await SendAsync(
            "LU",
            "Sjuksköterskeprogrammet termin 4, vårterminen 2027, alla campus (rättad).csv",
            [
                .. new[] { "approved", "photographed", "parked", "leaving", "renamed", "guarded", "asked", "rejected", "placed", "different", "held", "posting", "shot", "posing" }.Select(who => (who, new StudentRow { GivenName = "Vera", FamilyName = char.ToUpperInvariant(who[0]) + who[1..] })),
                ("long", new StudentRow { GivenName = "Wolfeschlegelsteinhausenbergerdorff", FamilyName = "von Essen af Ängsholmen-Müller-Ørsted d'Arc", Unit = "Skånes universitetssjukhus Lund", UnitKind = "offentlig", PlacementFirstDay = site.Today().AddDays(20), PlacementLastDay = site.Today().AddDays(60) }),
                .. Enumerable.Range(1, 17).Select(index => ($"waiting{index}", new StudentRow { FamilyName = "Öberg " + (char)('A' + index) })),
            ],
            bad with { NumberText = "20010101-0000" },
            bad with { Email = "ebba@@larosate.example" },
            bad with { LastDay = bad.FirstDay.AddDays(-1) });
        await ApproveAsync("approved", "photographed", "parked", "leaving", "renamed", "guarded", "placed", "different", "posting", "shot", "posing");
        Assert.Equal(1, (await Get<HeldApprovals>().HoldAsync([this["held"]], Team, NoToken)).Held);
        Done(await Get<StationDesk>().TakePhotoAsync(this["photographed"], "LUND", Passport(), reused: false, Lund, NoToken));
        await Get<CaseDesk>().ParkAsync(this["parked"], "Föräldraledighet", Administrator, NoToken);
        await Get<CaseDesk>().WithdrawAsync(this["leaving"], "Har slutat", Administrator, NoToken);
        Done(await Get<NameChangeDesk>().ReportAsync(this["renamed"], "Vera", "Lindqvist-Berg", Administrator, NoToken));
        await Get<ProtectionDesk>().ProtectAsync(this["guarded"], Team, NoToken);
        await Get<ReviewDesk>().AskAsync([this["asked"]], "Stämmer efternamnet?", Team, NoToken);
        await Get<ReviewDesk>().RejectAsync([this["rejected"]], "Läser inte hos oss.", Team, NoToken);
        await site.WorkAsync();
        await SendAsync("MAU", "mau.csv", ("malmo", new StudentRow { GivenName = "Saga", FamilyName = "Fransson" }));
        Done(await Get<ReserveCardStock>().AddAsync("LUND", "BR-0001", "BR-0012", Lund, NoToken));
    }

    private async Task ForeignAsync()
    {
        foreach (var who in new[] { "uncopied", "copied", "reserve" })
            cases[who] = await site.NewForeignAsync($"Utbyte {who}");
        foreach (var who in new[] { "copied", "reserve" })
            await site.HandInCopyAsync(this[who]);
        await site.ApproveCopyAsync(this["reserve"]);
        await ApproveAsync("reserve");
    }

    /// <summary>A colleague who studies, a card that is inactive, and entries that somebody made or changed by hand.</summary>
    private async Task InDirectoryAsync()
    {
        var inactive = new StudentRow { GivenName = "Liam", FamilyName = "Hellström" };
        await HandMade.PutAsync(site.Slapd, inactive.Number, (await site.ViewAsync(this["waiting1"])).Person!.PersonalNumber!, (await site.ViewAsync(this["different"])).RsId!);
        await SendAsync("LU", "komplettering.csv", ("inactive", inactive));
        await ApproveAsync("inactive");
        var run = await Get<SyncRunner>().RunAsync(new RunOrder(ReadDepth.Full, DryRun: false, Team), (_, _, _) => { }, NoToken);
        await site.WorkAsync();
        Run = run.Id;
        History = (await site.ViewAsync(this["different"])).Student.Value;
    }

    private async Task WorkThatFailsAsync()
    {
        await Get<RecurringRunner>().RunAsync("tidy-workflow", waits: true, NoToken);
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            with item as (
                insert into workflow.work_item (kind, key, payload, state)
                select 'unhandled', gen_random_uuid()::text, '{}', 'dead'
                from generate_series(1, 3)
                returning id
            )
            insert into workflow.incident (kind, work_item_id, work_kind, code, detail, attempts)
            select 'work', id, 'unhandled', 'DIR-006', 'insufficientAccessRights', 3
            from item;
            update recurring_job
            set code = 'AUDIT-001', summary = 'seal 7 doesn''t hold', failures = 3, failing_since = now(), next_at = now() - interval '1 hour'
            """);
    }

    private async Task LinksAsync()
    {
        foreach (var who in (string[])["approved", "photographed", "ready", "holder", "parked", "reserve", "placed", "loser", .. RareOnes])
            StatusTokens[who] = await site.NewLinkAsync(await site.ViewAsync(this[who]), TimeSpan.FromDays(30));
        foreach (var (name, who, kind, unit) in new[] { ("vdi", "placed", "VdiOrder", "private"), ("checklist", "photographed", "DayOneChecklist", "private"), ("receipt", "holder", "RsId", "halmstad"), ("answered", "parked", "VdiOrder", "private") })
            UnitTokens[name] = (await site.NewUnitLinkAsync(await site.ViewAsync(this[who]), kind, unit)).Token;
        await Get<ReportDesk>().OpenAsync(this["photographed"], ReportKind.Dates, "Jag läser till den 14 juni, inte till den 4. Placeringen på vårdcentralen börjar också en vecka senare än vad som står här.", NoToken);
        await Get<ReportDesk>().OpenAsync(this["photographed"], ReportKind.MailAddress, "mitt.nya.namn@student.larosate.example", NoToken);
        await Get<ReportDesk>().OpenAsync(this["ready"], ReportKind.Other, "Jag har fått två mejl med olika datum.", NoToken);
        await Get<ReportDesk>().AnswerAsync(this["ready"], Assert.Single(await Get<ReportBook>().ListAsync(this["ready"], NoToken)).Id, "Det senaste gäller.", Team, NoToken);
        await Get<ReportDesk>().OpenAsync(this["long"], ReportKind.Other, "Vem är min handledare?", NoToken);
        Mail = (this["approved"].Value, await site.ScalarAsync<Guid>("select id from mail where case_id = @id limit 1", new { id = this["approved"].Value }));
        Coming = Assert.IsType<Receipt.Received>(await Get<SubmissionReceiver>().ReceiveAsync("LU", StudentRow.Csv(new StudentRow(), new StudentRow()), "på väg.csv", Administrator, NoToken)).Id;
    }

    private Task<SubmissionId> SendAsync(string institution, string fileName, params (string Who, StudentRow Row)[] rows) => SendAsync(institution, fileName, rows, []);

    private async Task<SubmissionId> SendAsync(string institution, string fileName, (string Who, StudentRow Row)[] rows, params StudentRow[] refused)
    {
        var list = Assert.IsType<Receipt.Received>(await Get<SubmissionReceiver>().ReceiveAsync(institution, StudentRow.Csv([.. rows.Select(row => row.Row), .. refused]), fileName, Administrator, NoToken)).Id;
        await site.WorkAsync();
        foreach (var (who, row) in rows)
            cases[who] = Assert.Single(await Get<CaseBook>().FindAsync(row.Number.Digits, site.Today(), NoToken));
        return list;
    }

    private async Task ApproveAsync(params string[] who)
    {
        Assert.Empty((await Get<ReviewDesk>().ApproveAsync([.. who.Select(name => this[name])], Team, NoToken)).Skipped);
        await site.WorkAsync();
    }

    private Task<Guid> FeeAsync(string who) => site.ScalarAsync<Guid>("select id from fee where case_id = @id", new { id = this[who].Value });

    private IdDocument Passport() => new("passport", site.Today().AddYears(3));

    private static void Done(DeskResult result) => Assert.IsType<DeskResult.Done>(result);
}

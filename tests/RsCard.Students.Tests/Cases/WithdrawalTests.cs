using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Cases;

/// <summary>A student may withdraw wherever the case stands (D-36).</summary>
public sealed class WithdrawalTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    /// <summary>The ordinary path; what happens to cards has a test of its own, as has each other branch.</summary>
    private static readonly string[] Path = ["enrolment", "review", "directory-entry", "photo", "card", "pickup", "placement", "period-end", "period-extension", "closing"];

    /// <summary>A crowd of students goes the same way, and one leaves it at each step that is open anywhere on the path.</summary>
    [Fact]
    public async Task D36_Withdrawal_at_every_step_cancels_what_is_pending_closes_the_entry_and_ends_the_case()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var leavers = new Leavers(node);
        var day = ProductNode.FirstDay;
        StudentRow New() => new StudentRow { LastDay = day.AddDays(70) }.Placed("privat", day.AddDays(60));
        var (employee, misplaced, holder, rejected) = (New(), New(), New(), New());
        await node.Site.AddEntryAsync(slapd.EmployeeBranch, employee, ("cardSerial", "1"), ("cardState", "active"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20300101120000Z"));
        await node.Site.AddEntryAsync(slapd.WrongBranch, misplaced);
        await node.Site.AddEntryAsync(slapd.WrongBranch, holder, ("cardSerial", "2"), ("cardState", "active"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20300101120000Z"));
        var crowd = Enumerable.Range(0, 23).Select(_ => New()).ToArray();
        await node.SubmitAsync("LU", [employee, misplaced, holder, rejected, .. crowd]);
        var ids = (await Task.WhenAll(crowd.Select(node.CaseAsync))).ToArray();

        await leavers.LeaveAsync(ids[0], "review/review");
        await node.Review.AskAsync([ids[1], ids[2]], "Vilken?", ProductNode.HsaTeam, ProductNode.NoToken);
        await leavers.LeaveAsync(ids[1], "review/askMail");
        await leavers.LeaveAsync(ids[2], "review/answer");
        await node.Review.RejectAsync([await node.CaseAsync(rejected)], "Nej.", ProductNode.HsaTeam, ProductNode.NoToken);
        await leavers.LeaveAsync(await node.CaseAsync(rejected), "review/rejectedMail");

        // One after the other: work is done many at a time, and nobody's step may pass while another's is waited for.
        (CaseId Case, string Step)[] inTurn =
        [
            (ids[3], "directory-entry/write"),
            (await node.CaseAsync(employee), "directory-entry/ownCardMail"),
            (ids[4], "directory-entry/rsIdMail"),
            (await node.CaseAsync(misplaced), "directory-entry/enteredMail"),
            (await node.CaseAsync(holder), "photo/validMail"),
        ];
        foreach (var (one, step) in inTurn)
        {
            await node.Review.ApproveAsync([one], ProductNode.HsaTeam, ProductNode.NoToken);
            await leavers.LeaveAsync(one, step);
        }

        await node.Review.ApproveAsync([.. (await node.WaitingAsync()).Select(item => item.Case)], ProductNode.HsaTeam, ProductNode.NoToken);
        await node.RunAsync();
        await leavers.LeaveAsync(ids[5], "photo/photo");
        await node.Station.SendBackAsync(ids[6], "LUND", "staff:LUND", ProductNode.NoToken);
        await leavers.LeaveAsync(ids[6], "photo/backToReview");
        foreach (var id in ids[7..])
            await node.Station.TakePhotoAsync(id, "LUND", node.GoodDocument(), reused: false, "staff:LUND", ProductNode.NoToken);
        await leavers.LeaveAsync(ids[7], "card/month");
        await node.ReceiveAsync("LU", StudentRow.Csv(crowd[22] with { LastDay = crowd[22].LastDay.AddDays(10) }));
        await leavers.LeaveAsync(ids[22], "period-extension/write");

        await ShiftToAsync(node, day.AddMonths(1));
        await leavers.LeaveAsync(ids[8], "pickup/readyMail");
        await leavers.LeaveAsync(ids[9], "pickup/pickup");
        await leavers.UntilAsync(ids[10], "pickup/pickup");
        await leavers.UntilAsync(ids[11], "pickup/pickup");
        await node.Station.DelayAsync(ids[10], "LUND", day.AddDays(45), "staff:LUND", ProductNode.NoToken);
        await node.Station.DelayAsync(ids[11], "LUND", day.AddDays(45), "staff:LUND", ProductNode.NoToken);
        await leavers.LeaveAsync(ids[10], "pickup/delayedMail");
        await leavers.LeaveAsync(ids[11], "pickup/expected");
        await leavers.LeaveAsync(ids[12], "placement/wait14");
        string[] reminders = ["14", "10", "7"];
        foreach (var (place, days) in reminders.Index())
        {
            await ShiftToAsync(node, day.AddDays(60 - int.Parse(days, null)));
            await leavers.LeaveAsync(ids[13 + (2 * place)], $"placement/mail{days}");
            await leavers.LeaveAsync(ids[14 + (2 * place)], place == 2 ? "placement/waitPassed" : $"placement/wait{reminders[place + 1]}");
        }

        await ShiftToAsync(node, day.AddDays(54));
        await leavers.LeaveAsync(ids[19], "placement/passedMail");
        await leavers.LeaveAsync(ids[20], "period-end/wait");
        await ShiftToAsync(node, day.AddDays(101));
        await leavers.LeaveAsync(ids[21], "closing/closeEntry");
        await node.RunAsync();

        Assert.Equal(["return"], await node.ListAsync<string>("select activity_id from workflow.bookmark where owner = 'Student'"));
        Assert.IsType<DeskResult.Done>(await node.Get<CardDesk>().ReturnAsync(await node.CaseAsync(holder), "LUND", which: null, "staff:LUND", ProductNode.NoToken));
        Assert.Equal(Leavers.StepsThatWait(Path).Append("photo/backToReview").Except(["pickup/transferredMail", "directory-entry/renewalMail", "closing/endedInBreakMail"]).Order(StringComparer.Ordinal), leavers.Stood);
        foreach (var table in (string[])["workflow.timer", "workflow.bookmark", "workflow.work_item"])
            Assert.Equal((table, 0L), (table, await node.ScalarAsync<long>($"select count(*) from {table}")));
        Assert.Equal(["cancelled", "finished"], await node.ListAsync<string>("select distinct status from workflow.instance order by 1"));
        Assert.Equal(27, await node.ScalarAsync<long>("select count(*) from student_case where closed_at is not null"));
        Assert.Equal(27, await node.ScalarAsync<long>("select count(*) from student_case where outcome = 'withdrawn'"));
        foreach (var row in crowd)
            Assert.All(await node.EntriesAsync(row), entry => Assert.Equal("ended", entry.Text("studentStatus")));
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(400), ProductNode.NoToken);
        await node.RunAsync();
        await leavers.JudgeAsync();
    }

    [Fact]
    public async Task D36_Renewal_that_goes_on_beside_the_path_ends_with_the_withdrawal()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = await RenewingAsync(node);
        var id = await node.CaseAsync(row);
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'student-path'"));

        Assert.Equal(CaseChange.Done, await WithdrawAsync(node, id));
        await node.RunAsync();

        await ReturnAsync(node, id);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where status = 'suspended'"));
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
    }

    [Fact]
    public async Task D35_Renewal_that_goes_on_beside_the_path_ends_with_the_period()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = await RenewingAsync(node);
        await ShiftToAsync(node, row.LastDay.AddDays(31));

        await node.RunAsync();

        await ReturnAsync(node, await node.CaseAsync(row));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where status = 'suspended'"));
        Assert.Equal("ended", (await node.ViewAsync(await node.CaseAsync(row))).Outcome);
    }

    [Fact]
    public async Task D36_Mail_that_was_asked_for_once_more_is_not_sent_after_the_withdrawal()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromHours(1), ProductNode.NoToken);
        Assert.Equal(SendAgain.Ordered, await node.Get<MailDesk>().SendRsIdAgainAsync(id, ProductNode.HsaTeam, ProductNode.NoToken));

        await WithdrawAsync(node, id);
        await node.RunAsync();

        Assert.Equal(["RsId", "Withdrawn"], await node.SentKindsAsync());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task D36_Withdrawal_replaces_a_closing_that_has_failed_for_good()
    {
        var fails = false;
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.Wrap("DirectoryEntryHandler", inner => new WrappedHandler(
            inner, (_, handle) => fails ? Task.FromResult<WorkOutcome>(new WorkOutcome.Permanent("DIR-006", "no rights")) : handle())));
        var row = new StudentRow { LastDay = ProductNode.FirstDay.AddDays(5) };
        var id = (await node.EnterAsync(row))[0];
        fails = true;
        await ShiftToAsync(node, row.LastDay.AddDays(31));
        await node.RunAsync();
        Assert.Equal(["dead"], await node.ListAsync<string>("select state from workflow.work_item"));

        fails = false;
        Assert.Equal(CaseChange.Done, await WithdrawAsync(node, id));
        await node.RunAsync();

        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
        Assert.Equal(["superseded"], await node.ListAsync<string>("select state from workflow.incident"));
    }

    [Fact]
    public async Task D36_Withdrawal_is_in_the_audit_trail_once_and_a_second_one_says_that_the_case_is_ending()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];

        Assert.Equal(CaseChange.Done, await WithdrawAsync(node, id));
        Assert.Equal(CaseChange.AlreadyEnding, await WithdrawAsync(node, id));
        await node.RunAsync();
        Assert.Equal(CaseChange.Closed, await WithdrawAsync(node, id));
        Assert.Equal(CaseChange.Unknown, await WithdrawAsync(node, new CaseId(Guid.NewGuid())));

        var line = Assert.Single(await node.Get<AuditBook>().ListAsync(id, ProductNode.NoToken), line => line.Action == "case.withdrawn");
        Assert.Equal(("staff:test", "Slutar"), (line.Actor, line.Words));
    }

    /// <summary>The card that the directory knew of is asked back, and nothing else waits.</summary>
    private static async Task ReturnAsync(ProductNode node, CaseId id)
    {
        Assert.Equal(["card-return"], await node.ListAsync<string>("select name from workflow.bookmark where kind = 'signal' and owner <> 'Nobody'"));
        Assert.IsType<DeskResult.Done>(await node.Get<CardDesk>().ReturnAsync(id, "LUND", which: null, "staff:LUND", ProductNode.NoToken));
    }

    private static Task<CaseChange> WithdrawAsync(ProductNode node, CaseId id) => node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", "staff:test", ProductNode.NoToken);

    /// <summary>The student's card ends within 60 days, and the list has come again: a second path beside the first.</summary>
    private async Task<StudentRow> RenewingAsync(ProductNode node)
    {
        var row = new StudentRow { LastDay = new DateOnly(2027, 6, 4) };
        await node.Site.AddEntryAsync(slapd.WrongBranch, row, ("cardSerial", "1"), ("cardState", "active"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20270301120000Z"));
        await node.EnterAsync(row);
        await node.AdvanceToAsync(new DateOnly(2026, 12, 31));
        Assert.Equal("renewal", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
        return row;
    }

    /// <summary>08:01 that day, without doing what is due.</summary>
    private static Task ShiftToAsync(ProductNode node, DateOnly day) =>
        node.Get<BusinessClock>().ShiftAsync(DateRules.Morning(day).AddMinutes(1) - node.Get<TimeProvider>().GetUtcNow(), ProductNode.NoToken);
}

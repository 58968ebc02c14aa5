using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Cases;

/// <summary>A break in studies (D-33): no day is counted and no reminder sent, and afterwards the path goes on with what was left.</summary>
public sealed class StudyBreakTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly SwedishWorkingDays Office = new(new ClosedDays(["midsummer-eve", "12-24", "12-31"]));

    [Theory]
    [InlineData("2027-02-27T07:00Z", "2027-02-20T15:00Z", "2027-04-10T06:00Z", "2027-04-17T06:00Z", "summer time has begun meanwhile")]
    [InlineData("2027-09-27T06:00Z", "2027-09-20T04:00Z", "2027-11-01T09:00Z", "2027-11-08T07:00Z", "winter time has begun meanwhile")]
    [InlineData("2027-03-29T06:00Z", "2027-03-27T11:00Z", "2027-03-27T12:00Z", "2027-03-29T06:00Z", "the clock changes within what is left")]
    [InlineData("2028-02-20T07:00Z", "2028-02-10T15:00Z", "2028-02-22T12:00Z", "2028-03-03T07:00Z", "over a leap day")]
    [InlineData("2028-03-05T07:00Z", "2028-02-28T15:00Z", "2029-02-28T12:00Z", "2029-03-06T07:00Z", "six days, one of them a leap day, are six days in a common year")]
    [InlineData("2027-05-10T06:00Z", "2027-05-10T05:00Z", "2027-06-01T04:00Z", "2027-06-01T06:00Z", "the same morning")]
    [InlineData("2027-05-10T09:30Z", "2027-05-09T09:00Z", "2027-06-01T10:00Z", "2027-06-02T10:30Z", "no morning: to the second")]
    public void D43_Days_left_are_days_in_Stockholm_and_end_at_eight_in_the_morning(string due, string stopped, string now, string expected, string why) =>
        Assert.Equal((why, Instant(expected)), (why, DateRules.AfterBreak(Instant(due), Instant(stopped), Instant(now))));

    [Theory]
    [InlineData("2027-03-24T07:00Z", "2027-03-19T12:00Z", "2027-03-25T12:00Z", "2027-04-01T06:00Z", "three left, over Easter")]
    [InlineData("2026-11-30T07:00Z", "2026-11-24T11:00Z", "2026-12-28T11:00Z", "2027-01-05T07:00Z", "four left, over New Year")]
    [InlineData("2027-06-21T06:00Z", "2027-06-18T12:00Z", "2027-06-24T12:00Z", "2027-06-28T06:00Z", "one left, over midsummer whose eve the office keeps")]
    [InlineData("2027-05-10T06:00Z", "2027-05-10T05:00Z", "2027-05-15T05:00Z", "2027-05-17T06:00Z", "none left, and back on a Saturday")]
    [InlineData("2027-05-10T06:00Z", "2027-05-12T09:00Z", "2027-06-07T09:00Z", "2027-06-03T06:00Z", "two days late stay two days late")]
    [InlineData("2027-05-10T06:00Z", "2027-05-10T09:00Z", "2027-06-06T09:00Z", "2027-06-04T06:00Z", "late today, and back on the National Day")]
    public void D33_Working_days_left_are_working_days_after_the_break(string due, string stopped, string now, string expected, string why) =>
        Assert.Equal((why, Instant(expected)), (why, DateRules.AfterBreak(DueCount.WorkingDays, Instant(due), Instant(stopped), Instant(now), Office)));

    [Fact]
    public void D61_Whatever_the_break_the_day_is_a_working_day_with_as_many_left_or_as_many_late() => SeededCheck.Holds(2_000, chance =>
    {
        // Two years from November, so that Christmas, Easter, Ascension Day and midsummer lie on either side of the break.
        var begun = new DateOnly(2026, 11, 1).AddDays(chance.Next(730));
        var due = DateRules.Morning(Office.Add(begun, chance.Next(1, 21)));
        var stopped = StockholmTime.At(begun.AddDays(chance.Next(40)), new TimeOnly(chance.Next(24), 30));
        var now = StockholmTime.At(StockholmTime.DayOf(stopped).AddDays(chance.Next(400)), new TimeOnly(chance.Next(24), 30));
        var after = DateRules.AfterBreak(DueCount.WorkingDays, due, stopped, now, Office);

        var day = StockholmTime.DayOf(after);
        Assert.Equal(DateRules.Morning(day), after);
        Assert.True(Office.IsWorkingDay(day), $"{day} is no working day");
        var (before, left) = (Signed(stopped, due), Signed(now, after));
        Assert.True(left == before || (before == 0 && due > stopped && left == 1 && !Office.IsWorkingDay(StockholmTime.DayOf(now))), $"{before} were left at {stopped:s}, {left} at {now:s}");
    });

    [Fact]
    public async Task D33_Photo_is_due_on_a_working_day_after_the_break_and_the_units_date_stands()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow().Placed("privat", ProductNode.FirstDay.AddDays(60)) with { UnitEmail = "vdi@backaskog.example" };
        var id = (await node.EnterAsync(row))[0];
        var vdi = (await node.ViewAsync(id)).Steps.Single(step => step.ActivityId == "vdi").DueBy;
        await node.AdvanceAsync(1);
        await ParkAsync(node, id);
        await node.AdvanceToAsync(new DateOnly(2026, 12, 28));
        await node.Get<CaseDesk>().ResumeAsync(id, "staff:test", ProductNode.NoToken);
        await node.RunAsync();

        // Four were left of five: 29, 30, 31 December and Monday 4 January.
        var steps = (await node.ViewAsync(id)).Steps;
        Assert.Equal(DateRules.Morning(new DateOnly(2027, 1, 4)), steps.Single(step => step.ActivityId == "photo").DueBy);
        Assert.Equal(vdi, steps.Single(step => step.ActivityId == "vdi").DueBy);
    }

    [Fact]
    public async Task D33_Month_goes_on_after_the_break_with_the_days_that_were_left()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.AdvanceAsync(10);
        var mails = await node.SentToStudentsAsync();
        Assert.Equal(CaseChange.Done, await ParkAsync(node, id));

        // Monday 23 November to 23 December: 20 days are left.
        await node.AdvanceAsync(100);
        Assert.Equal([.. mails, "BreakBegun"], await node.SentToStudentsAsync());
        Assert.Equal([null, null], (await node.ViewAsync(id)).Steps.Select(step => step.DueBy));
        Assert.Equal(CaseChange.Done, await node.Get<CaseDesk>().ResumeAsync(id, "staff:test", ProductNode.NoToken));
        await node.RunAsync();
        mails = [.. mails, "BreakBegun", "BreakOver"];
        Assert.Equal(DateRules.Morning(node.Today.AddDays(20)), Assert.Single((await node.ViewAsync(id)).Steps).DueBy);
        await node.AdvanceAsync(19);
        Assert.Equal(mails, await node.SentToStudentsAsync());
        await node.AdvanceAsync(1);
        Assert.Equal([.. mails, "CardReady"], await node.SentToStudentsAsync());
    }

    [Fact]
    public async Task D33_Reminders_whose_day_passed_in_the_break_are_not_sent_and_the_later_ones_are()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow().Placed("privat", ProductNode.FirstDay.AddDays(30))))[0];
        await ParkAsync(node, id);
        await node.AdvanceToAsync(ProductNode.FirstDay.AddDays(21));
        Assert.Equal(["RsId", "BreakBegun"], await node.SentToStudentsAsync());

        await node.Get<CaseDesk>().ResumeAsync(id, "staff:test", ProductNode.NoToken);
        await node.RunAsync();
        Assert.Equal(["RsId", "BreakBegun", "BreakOver"], await node.SentToStudentsAsync());
        await node.AdvanceToAsync(ProductNode.FirstDay.AddDays(29));
        Assert.Equal(["RsId", "BreakBegun", "BreakOver", "PlacementReminder", "PlacementLastDayPassed"], await node.SentToStudentsAsync());
    }

    [Fact]
    public async Task D35_Entry_whose_period_ends_in_the_break_is_closed_all_the_same()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = ProductNode.FirstDay.AddDays(40) };
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        await ParkAsync(node, id);
        await node.AdvanceToAsync(row.LastDay.AddDays(31));

        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
        var view = await node.ViewAsync(id);
        Assert.Equal(("ended", null), (view.Outcome, view.Parked));
        Assert.Contains("EntryEndedInBreak", await node.SentToStudentsAsync());
        Assert.True(await node.ScalarAsync<bool>("select ended_in_break from student_case"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.timer"));
    }

    [Fact]
    public async Task D33_Mail_and_entry_that_were_under_way_are_finished_in_the_break()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Review.ApproveAsync([id], ProductNode.HsaTeam, ProductNode.NoToken);
        await ParkAsync(node, id);
        await node.RunAsync();

        Assert.Equal("active", (await node.EntryAsync(row)).Text("studentStatus"));
        Assert.Equal(["BreakBegun", "RsId"], (await node.SentToStudentsAsync()).Order());
        var view = await node.ViewAsync(id);
        Assert.NotNull(view.Parked);
        Assert.All(view.Steps, step => Assert.Null(step.DueBy));
        Assert.Equal(Owners.StudyAdministrator, view.Steps.Single(step => step.DefinitionId == CaseProcess.StudyBreak).Owner);
    }

    [Fact]
    public async Task D40_Each_change_is_in_the_audit_trail_and_what_changes_nothing_is_not()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var desk = node.Get<CaseDesk>();
        Assert.Equal(CaseChange.NotParked, await desk.ResumeAsync(id, "staff:test", ProductNode.NoToken));
        Assert.Equal(CaseChange.Done, await ParkAsync(node, id));
        Assert.Equal(CaseChange.AlreadyParked, await ParkAsync(node, id));
        Assert.Equal(CaseChange.Done, await desk.ResumeAsync(id, "staff:test", ProductNode.NoToken));
        await ParkAsync(node, id);
        await desk.WithdrawAsync(id, "Slutar", "staff:test", ProductNode.NoToken);
        await node.RunAsync();
        Assert.Equal(CaseChange.Closed, await ParkAsync(node, id));
        Assert.Equal(CaseChange.Closed, await desk.ResumeAsync(id, "staff:test", ProductNode.NoToken));
        Assert.Equal(CaseChange.Unknown, await ParkAsync(node, new CaseId(Guid.NewGuid())));

        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.parked_case"));
        Assert.Equal(
            ["case.parked", "case.resumed", "case.parked", "case.withdrawn"],
            await node.ListAsync<string>("select action from audit_event where action like 'case.%' and actor = 'staff:test' order by id"));
    }

    /// <summary>Working days from one to the other; negative where the other is over.</summary>
    private static int Signed(DateTimeOffset from, DateTimeOffset to)
    {
        var (one, other) = (StockholmTime.DayOf(from), StockholmTime.DayOf(to));
        var (first, last) = one < other ? (one, other) : (other, one);
        var between = Enumerable.Range(1, last.DayNumber - first.DayNumber).Count(days => Office.IsWorkingDay(first.AddDays(days)));
        return one < other ? between : -between;
    }

    private static Task<CaseChange> ParkAsync(ProductNode node, CaseId id) => node.Get<CaseDesk>().ParkAsync(id, "Ett år utomlands", "staff:test", ProductNode.NoToken);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

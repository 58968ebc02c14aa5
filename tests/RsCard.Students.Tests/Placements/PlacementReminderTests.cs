using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Placements;

/// <summary>A student at a private unit is reminded to send the unit the RSid (D-15).</summary>
public sealed class PlacementReminderTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly DateOnly First = ProductNode.FirstDay.AddDays(30);

    [Fact]
    public async Task D15_Reminders_come_14_10_and_7_days_before_and_a_word_when_the_last_day_has_passed()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow().Placed("privat", First));
        Assert.Equal([-14, -10, -7, -6], await ReminderDaysAsync(node, until: First.AddDays(3)));
        Assert.Equal(
            ["RsId", "PlacementReminder", "PlacementReminder", "PlacementReminder", "PlacementLastDayPassed"],
            await node.SentToStudentsAsync());
    }

    [Theory]
    [InlineData("offentlig")]
    [InlineData("")]
    public async Task D15_Public_unit_and_unknown_kind_get_no_reminder(string kind)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow().Placed(kind, First));
        Assert.Empty(await ReminderDaysAsync(node, until: First.AddDays(1)));
    }

    [Theory]
    [InlineData(14, "-14,-10,-7,-6")]
    [InlineData(12, "-10,-7,-6")]
    [InlineData(8, "-7,-6")]
    [InlineData(7, "-7,-6")]
    [InlineData(5, "-5")]
    [InlineData(0, "0")]
    [InlineData(-1, "")]
    public async Task D15_Late_entry_gets_only_what_is_still_to_come_and_never_two_on_one_day(int daysBefore, string expected)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var first = ProductNode.FirstDay.AddDays(daysBefore);
        await node.EnterAsync(new StudentRow().Placed("privat", first));
        Assert.Equal(expected, string.Join(',', await ReminderDaysAsync(node, until: ProductNode.FirstDay.AddDays(20), first)));
    }

    [Fact]
    public async Task D15_Private_placement_is_reminded_of_though_a_public_one_comes_first()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row.Placed("offentlig", ProductNode.FirstDay.AddDays(20)) with { Unit = "Lasarettet" }, row.Placed("privat", First));
        await node.ApproveAllAsync();
        Assert.Equal([-14, -10, -7, -6], await ReminderDaysAsync(node, until: First));
        var reminder = (await node.MailsAsync()).First(mail => mail.Parts[0].Text.Contains("Backaskogs läkarhus", StringComparison.Ordinal));
        Assert.DoesNotContain("Lasarettet", reminder.Parts[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "-14,-10,-7,-6")]
    [InlineData(4, "-14,-10,-7,-6,-3,-2")]
    public async Task D64_Reminders_of_two_placements_that_fall_on_one_day_are_one_mail_that_tells_both(int later, string days)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row.Placed("privat", First), row.Placed("privat", First.AddDays(later)) with { Unit = "Ljungens vårdcentral" });
        await node.SubmitAsync("MAU", row.Placed("privat", First.AddDays(later)) with { Unit = "Kullens läkarhus" });
        await node.ApproveAllAsync();
        Assert.Equal(days, string.Join(',', await ReminderDaysAsync(node, until: First.AddDays(3))));

        // Each placement is told of four times, whichever mail it stands in.
        var reminders = (await node.MailsAsync()).Where(mail => mail.Parts[0].Text.Contains("Skicka ditt RSid", StringComparison.Ordinal)).Select(mail => mail.Parts[0].Text).ToList();
        Assert.All(["Backaskogs läkarhus", "Ljungens vårdcentral", "Kullens läkarhus"], unit => Assert.Equal(4, reminders.Count(text => text.Contains(unit, StringComparison.Ordinal))));
        Assert.Equal(days.Split(',').Length, reminders.Count);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'placement' and status = 'suspended'"));
    }

    [Fact]
    public async Task D64_Two_placements_that_come_too_late_are_told_in_one_mail_too()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row.Placed("privat", ProductNode.FirstDay.AddDays(3)), row.Placed("privat", ProductNode.FirstDay.AddDays(4)) with { Unit = "Ljungens vårdcentral" });
        await node.ApproveAllAsync();
        Assert.Single(await node.ListAsync<string>("select kind from mail where kind = 'PlacementLastDayPassed'"));
        Assert.Single(await node.ListAsync<string>("select action from audit_event where action = 'mail.joined'"));
        var mail = Assert.Single(await node.MailsAsync(), mail => mail.Parts[0].Text.Contains("Skicka RSid till Backaskogs läkarhus i dag", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Skicka det också till Ljungens vårdcentral i dag: sista dagen var 2026-11-20.", mail.Parts[0].Text, StringComparison.Ordinal);
    }

    /// <summary>On which days, counted from the placement's first, reminders were composed.</summary>
    private static async Task<List<int>> ReminderDaysAsync(ProductNode node, DateOnly until, DateOnly? first = null)
    {
        await node.AdvanceToAsync(until);
        var days = await node.ListAsync<DateTime>("select composed_at from mail where kind like 'Placement%' order by composed_at, id");
        return days.ConvertAll(day => DateOnly.FromDateTime(day).DayNumber - (first ?? First).DayNumber);
    }
}

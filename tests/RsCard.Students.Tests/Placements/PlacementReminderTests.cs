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

    /// <summary>On which days, counted from the placement's first, reminders were composed.</summary>
    private static async Task<List<int>> ReminderDaysAsync(ProductNode node, DateOnly until, DateOnly? first = null)
    {
        await node.AdvanceToAsync(until);
        var days = await node.ListAsync<DateTime>("select composed_at from mail where kind like 'Placement%' order by composed_at, id");
        return days.ConvertAll(day => DateOnly.FromDateTime(day).DayNumber - (first ?? First).DayNumber);
    }
}

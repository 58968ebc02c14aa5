using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>
/// The named days that <c>RsCard.WaitUntil</c> waits for: reckoned in Stockholm days, due at 08:00 local time (D-43).
/// A rule whose facts aren't there (no placement day) gives no day, and nothing is waited for.
/// </summary>
public static class DateRules
{
    private static readonly TimeOnly MorningHour = new(8, 0);

    private static readonly Dictionary<string, DateRule> Rules = new(StringComparer.Ordinal)
    {
        // D-12: a calendar month unless the settings say otherwise, so 31 January leads to the last day of February.
        ["PhotoPlusOneMonth"] = new((facts, options) => facts.Card?.PhotoOn is { } photo ? options.CardExpectedOn(photo) : null, InBreak.KeepsRest),
        ["CardExpected"] = new((facts, _) => facts.Card?.ExpectedOn, InBreak.KeepsDate),
        ["PlacementMinus14Days"] = new((facts, _) => facts.Placement?.FirstDay?.AddDays(-14), InBreak.KeepsDate),
        ["PlacementMinus10Days"] = new((facts, _) => facts.Placement?.FirstDay?.AddDays(-10), InBreak.KeepsDate),
        ["PlacementMinus7Days"] = new((facts, _) => facts.Placement?.FirstDay?.AddDays(-7), InBreak.KeepsDate),
        ["PlacementMinus6Days"] = new((facts, _) => facts.Placement?.FirstDay?.AddDays(-6), InBreak.KeepsDate),

        // D-15: when VDI should be ordered, and when the supervisor hears what to do on the first day.
        ["PlacementMinus5WorkingDays"] = new((facts, options) => facts.Placement?.FirstDay is { } first ? options.VdiDueOn(first) : null, InBreak.KeepsDate),
        ["PlacementChecklist"] = new((facts, options) => facts.Placement?.FirstDay?.AddDays(-options.ChecklistDaysBefore), InBreak.KeepsDate),

        // D-5: the other region has had its time to confirm.
        ["PlacementReceipt"] = new((facts, options) => facts.Placement?.HandedOverOn is { } day ? options.ReceiptDueOn(day) : null, InBreak.RunsOn),

        // A placement whose last day nobody has said counts as a month.
        ["PlacementOver"] = new((facts, _) => (facts.Placement?.LastDay ?? facts.Placement?.FirstDay?.AddMonths(1))?.AddDays(1), InBreak.RunsOn),
        ["PlacementFirstDay"] = new((facts, _) => facts.Placement?.FirstDay, InBreak.KeepsDate),

        // D-24.
        ["CertificateEndMinus30Days"] = new((facts, _) => facts.Card?.ValidTo?.AddDays(-30), InBreak.RunsOn),

        // D-35: an entry whose period ends in a break is closed all the same (D-33 shows whose that was).
        ["PeriodEndPlusGrace"] = new((facts, options) => facts.LastDay.AddDays(options.GraceDays + 1), InBreak.RunsOn),
    };

    public static IReadOnlyCollection<string> Names => Rules.Keys;

    /// <exception cref="InvalidOperationException"><c>WF-001</c>: the definition names a rule that doesn't exist.</exception>
    public static DateOnly? Day(string rule, CaseFacts facts, ProcessOptions options) =>
        Get(rule).Day(facts, options);

    /// <summary>What becomes of a wait for this day while the case is parked (D-33).</summary>
    /// <exception cref="InvalidOperationException"><c>WF-001</c>: the definition names a rule that doesn't exist.</exception>
    public static InBreak InBreakOf(string rule) => Get(rule).InBreak;

    /// <summary>The instant (UTC) that a wait for this day ends.</summary>
    public static DateTimeOffset Morning(DateOnly day) => StockholmTime.At(day, MorningHour);

    /// <summary>When a step is due that a break stopped (D-33), by what its due date is counted in.</summary>
    public static DateTimeOffset AfterBreak(DueCount count, DateTimeOffset due, DateTimeOffset stoppedAt, DateTimeOffset now, SwedishWorkingDays workingDays) => count switch
    {
        DueCount.Date => due,
        DueCount.WorkingDays => WorkingDaysAfterBreak(due, stoppedAt, now, workingDays),
        _ => AfterBreak(due, stoppedAt, now),
    };

    /// <summary>
    /// When a wait is due that a break stopped (D-33): a wait for a morning has as many Stockholm days left as it had, and is due in
    /// the morning again whatever the clock change did (D-43); any other goes on to the second.
    /// </summary>
    public static DateTimeOffset AfterBreak(DateTimeOffset due, DateTimeOffset stoppedAt, DateTimeOffset now)
    {
        var day = StockholmTime.DayOf(due);
        return due == Morning(day)
            ? Morning(StockholmTime.DayOf(now).AddDays(day.DayNumber - StockholmTime.DayOf(stoppedAt).DayNumber))
            : now + (due - stoppedAt);
    }

    /// <summary>
    /// The morning of a working day with as many working days left to it as there were; where none was, the first one from today. A step
    /// that was late is as many working days late as it was.
    /// </summary>
    private static DateTimeOffset WorkingDaysAfterBreak(DateTimeOffset due, DateTimeOffset stoppedAt, DateTimeOffset now, SwedishWorkingDays workingDays)
    {
        var (dueOn, stoppedOn, today) = (StockholmTime.DayOf(due), StockholmTime.DayOf(stoppedAt), StockholmTime.DayOf(now));
        if (due <= stoppedAt)
            return Morning(workingDays.Before(today.AddDays(1), 1 + workingDays.Between(dueOn, stoppedOn)));

        var left = workingDays.Between(stoppedOn, dueOn);
        return Morning(left > 0 ? workingDays.Add(today, left) : workingDays.Add(today.AddDays(-1), 1));
    }

    private static DateRule Get(string rule) =>
        Rules.TryGetValue(rule, out var found)
            ? found
            : throw new InvalidOperationException($"WF-001: expected the date rule to be one of {string.Join(", ", Rules.Keys)}, got '{rule}'.");

    private sealed record DateRule(Func<CaseFacts, ProcessOptions, DateOnly?> Day, InBreak InBreak);
}

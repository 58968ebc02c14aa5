using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>
/// The named days that <c>RsCard.WaitUntil</c> waits for: reckoned in Stockholm days, due at 08:00 local time (D-43).
/// A rule whose facts aren't there (no placement day) gives no day, and nothing is waited for.
/// </summary>
public static class DateRules
{
    private static readonly TimeOnly MorningHour = new(8, 0);

    private static readonly Dictionary<string, Func<CaseFacts, ProcessOptions, DateOnly?>> Rules = new(StringComparer.Ordinal)
    {
        // D-12: a calendar month unless the settings say otherwise, so 31 January leads to the last day of February.
        ["PhotoPlusOneMonth"] = (facts, options) => facts.Card is { } card ? options.CardExpectedOn(card.PhotoOn) : null,
        ["CardExpected"] = (facts, _) => facts.Card?.ExpectedOn,
        ["PlacementMinus14Days"] = (facts, _) => facts.Placement?.FirstDay?.AddDays(-14),
        ["PlacementMinus10Days"] = (facts, _) => facts.Placement?.FirstDay?.AddDays(-10),
        ["PlacementMinus7Days"] = (facts, _) => facts.Placement?.FirstDay?.AddDays(-7),
        ["PlacementMinus6Days"] = (facts, _) => facts.Placement?.FirstDay?.AddDays(-6),
        ["PlacementFirstDay"] = (facts, _) => facts.Placement?.FirstDay,
        ["PeriodEndPlusGrace"] = (facts, options) => facts.LastDay.AddDays(options.GraceDays + 1),
    };

    public static IReadOnlyCollection<string> Names => Rules.Keys;

    /// <exception cref="InvalidOperationException"><c>WF-001</c>: the definition names a rule that doesn't exist.</exception>
    public static DateOnly? Day(string rule, CaseFacts facts, ProcessOptions options) =>
        Rules.TryGetValue(rule, out var reckon)
            ? reckon(facts, options)
            : throw new InvalidOperationException($"WF-001: expected the date rule to be one of {string.Join(", ", Rules.Keys)}, got '{rule}'.");

    /// <summary>The instant (UTC) that a wait for this day ends.</summary>
    public static DateTimeOffset Morning(DateOnly day) => StockholmTime.At(day, MorningHour);
}

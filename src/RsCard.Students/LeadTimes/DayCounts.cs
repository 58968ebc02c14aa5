namespace RsCard.Students.LeadTimes;

/// <summary>So many cases took so many days for a step.</summary>
/// <param name="Station">Null for a step that isn't done at one.</param>
public readonly record struct DayCount(LeadStep Step, string Institution, string? Station, int Days, int Count);

/// <summary>From days counted to lead times. Pure.</summary>
public static class DayCounts
{
    private const double Half = 0.5;
    private const double NineOfTen = 0.9;

    /// <returns>In the order of the steps: as a whole, then by institution, then by station.</returns>
    public static IReadOnlyList<LeadTime> Reckon(IReadOnlyCollection<DayCount> counts) =>
        [.. counts.GroupBy(count => count.Step).OrderBy(step => step.Key).SelectMany(step => OfStep(step.Key, [.. step]))];

    private static IEnumerable<LeadTime> OfStep(LeadStep step, IReadOnlyCollection<DayCount> counts) =>
    [
        Of(step, institution: null, station: null, counts),
        .. counts.GroupBy(count => count.Institution).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(step, group.Key, station: null, group)),
        .. counts.GroupBy(count => count.Station).Where(group => group.Key is not null).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(step, institution: null, group.Key, group)),
    ];

    private static LeadTime Of(LeadStep step, string? institution, string? station, IEnumerable<DayCount> counts)
    {
        var byDays = counts.GroupBy(count => count.Days, count => count.Count).OrderBy(group => group.Key).Select(group => (Days: group.Key, Count: group.Sum())).ToList();
        var all = byDays.Sum(pair => pair.Count);
        return new LeadTime(step, institution, station, all, Percentile(byDays, all, Half), Percentile(byDays, all, NineOfTen), byDays[^1].Days);
    }

    /// <summary>The least number of days that this share took no longer than: one that somebody took, as <c>percentile_disc</c> has it.</summary>
    private static int Percentile(IReadOnlyList<(int Days, int Count)> byDays, int all, double share)
    {
        var passed = 0;
        foreach (var (days, count) in byDays)
        {
            passed += count;
            if (passed >= share * all)
                return days;
        }

        return byDays[^1].Days;
    }
}

namespace RsCard.Students.Recurring;

/// <summary>When what recurs is done, and how the nodes share it.</summary>
public sealed class RecurringJobOptions
{
    public const string Section = "RecurringJobs";

    /// <summary>
    /// Other times than a job's own, by its name: <c>every N minutes</c> (N divides 60), or the five fields of a crontab line, read
    /// in Europe/Stockholm. Hours 2 and * are refused there: the change of clocks skips or repeats that hour. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Schedules { get; init; } = new Dictionary<string, string>();

    /// <summary>How often a node says that it is there; one that hasn't for twice as long is taken for dead, and its jobs are run elsewhere. Default 7.5 s, 1 s – 1 min.</summary>
    public TimeSpan CheckIn { get; init; } = TimeSpan.FromSeconds(7.5);

    /// <summary>How long a run belongs to its node without being renewed, on the database's clock; renewed at a third. Default 30 s, 1 s – 10 min.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Days after a case's last flow has ended until its rows in the runtime are removed; the audit trail stays. Default 400, 30–3,650.</summary>
    public int TidyAfterDays { get; init; } = 400;

    public IEnumerable<string> Problems()
    {
        foreach (var unknown in Schedules.Keys.Where(name => !RecurringJobs.OwnNames.Contains(name, StringComparer.Ordinal)))
            yield return $"expected {nameof(Schedules)} to name jobs ({string.Join(", ", RecurringJobs.OwnNames)}), got '{unknown}'";

        if (CheckIn < TimeSpan.FromSeconds(1) || CheckIn > TimeSpan.FromMinutes(1))
            yield return $"expected {nameof(CheckIn)} to be 1 s – 1 min, got {CheckIn}";
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromMinutes(10))
            yield return $"expected {nameof(Lease)} to be 1 s – 10 min, got {Lease}";
        if (TidyAfterDays is < 30 or > 3650)
            yield return $"expected {nameof(TidyAfterDays)} to be 30–3650, got {TidyAfterDays}";
    }
}

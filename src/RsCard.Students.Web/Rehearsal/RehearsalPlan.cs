namespace RsCard.Students.Web.Rehearsal;

/// <summary>What is rehearsed. The same plan gives the same report, but for how long it took.</summary>
/// <param name="Students">1 to 100,000.</param>
/// <param name="FirstDay">The simulated day on which the first list comes.</param>
/// <param name="Days">Simulated days, the first included. 1 to 3,650.</param>
/// <param name="Settings">Changed settings of the installation: key → value, as <c>Process:CardWait</c> → <c>42d</c>.</param>
/// <param name="Changes">All that was changed, as it was asked for.</param>
/// <param name="WorkflowFolder">A folder with other definitions; null for the installation's.</param>
public sealed record RehearsalPlan(
    int Students,
    int Seed,
    DateOnly FirstDay,
    int Days,
    RehearsedPeople People,
    IReadOnlyDictionary<string, string?> Settings,
    IReadOnlyList<string> Changes,
    string? WorkflowFolder)
{
    public const int MostStudents = 100_000;
    public const int MostDays = 3_650;

    /// <summary>Whether anything differs from the installation as it is, and from people as they are taken to be.</summary>
    public bool IsChanged => Changes.Count > 0 || WorkflowFolder is not null;

    /// <summary>The same students in the installation as it is.</summary>
    public RehearsalPlan Unchanged => this with { People = new RehearsedPeople(), Settings = new Dictionary<string, string?>(), Changes = [], WorkflowFolder = null };

    /// <summary>A plan from what was asked for; changes of <c>People:…</c> go to the people, others to the settings.</summary>
    /// <param name="changes"><c>KEY=VALUE</c> each.</param>
    /// <exception cref="RehearsalException"><c>REH-002</c>: what is asked for can't be rehearsed.</exception>
    public static RehearsalPlan Of(int students, int seed, DateOnly firstDay, int days, IReadOnlyList<string> changes, string? workflowFolder)
    {
        if (students is < 1 or > MostStudents || days is < 1 or > MostDays)
            throw new RehearsalException($"REH-002: expected 1–{MostStudents} students and 1–{MostDays} days, got {students} and {days}.");
        if (workflowFolder is not null && !Directory.Exists(workflowFolder))
            throw new RehearsalException($"REH-002: there is no folder '{workflowFolder}'.");

        var all = changes.Select(Split).ToLookup(change => change.Key.StartsWith(RehearsedPeople.Section + ":", StringComparison.OrdinalIgnoreCase));
        return new RehearsalPlan(
            students,
            seed,
            firstDay,
            days,
            PeopleOf(all[true]),
            all[false].GroupBy(change => change.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => (string?)group.Last().Value),
            changes,
            workflowFolder is null ? null : Path.GetFullPath(workflowFolder));
    }

    private static (string Key, string Value) Split(string change) =>
        change.Split('=', 2) is [{ Length: > 0 } key, var value]
            ? (key.Trim(), value.Trim())
            : throw new RehearsalException($"REH-002: expected a change to be KEY=VALUE, got '{change}'.");

    private static RehearsedPeople PeopleOf(IEnumerable<(string Key, string Value)> changes)
    {
        var read = new ConfigurationBuilder().AddInMemoryCollection(changes.Select(change => new KeyValuePair<string, string?>(change.Key, change.Value))).Build();
        try
        {
            var people = read.GetSection(RehearsedPeople.Section).Get<RehearsedPeople>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new RehearsedPeople();
            return people.Problems().ToList() is { Count: > 0 } problems
                ? throw new RehearsalException($"REH-002: {RehearsedPeople.Section}: {string.Join("; ", problems)}.")
                : people;
        }
        catch (InvalidOperationException wrong)
        {
            throw new RehearsalException($"REH-002: {RehearsedPeople.Section}: {wrong.Message}{(wrong.InnerException is { } inner ? " " + inner.Message : "")}", wrong);
        }
    }
}

/// <summary>The rehearsal can't be held.</summary>
public sealed class RehearsalException : Exception
{
    public RehearsalException(string message)
        : base(message)
    {
    }

    public RehearsalException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Exponential back-off with jitter: <c>First × 2^(attempt-1)</c>, at most <c>Longest</c>, ± 20 %.</summary>
/// <param name="MaxAttempts">After so many transient failures the item is dead and becomes an incident.</param>
public sealed record RetryPolicy(TimeSpan First, TimeSpan Longest, int MaxAttempts)
{
    /// <summary>After so many leases that ran out in a row the item is dead: it kills its worker each time. Default 10.</summary>
    public int MaxLostLeases { get; init; } = 10;

    /// <summary>The same, with no longer pauses than this.</summary>
    public RetryPolicy AtMost(TimeSpan longest) => Longest <= longest ? this : this with { Longest = longest };

    /// <param name="attempt">The attempt that failed; the first is 1.</param>
    /// <param name="chance">From 0 to 1: where within ± 20 % the pause falls.</param>
    public TimeSpan PauseAfter(int attempt, double chance)
    {
        var longest = Longest.TotalSeconds;
        var pause = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30)), longest);
        return TimeSpan.FromSeconds(pause * (0.8 + (0.4 * chance)));
    }
}

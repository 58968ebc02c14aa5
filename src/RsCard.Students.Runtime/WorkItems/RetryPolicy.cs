namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Exponential back-off with jitter: <c>First × 2^(attempt-1)</c>, at most <c>Longest</c>, ± 20 %.</summary>
/// <param name="MaxAttempts">After so many transient failures the item is dead and becomes an incident.</param>
public sealed record RetryPolicy(TimeSpan First, TimeSpan Longest, int MaxAttempts);

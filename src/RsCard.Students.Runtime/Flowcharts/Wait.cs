namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>What a suspended activity waits for.</summary>
public abstract record Wait
{
    private Wait()
    {
    }

    /// <summary>A person: resumed by a signal of this name to this case, with the outcome the person chose (D-60).</summary>
    /// <param name="Name">Unique among the steps that can be open in a case, for example <c>review</c>.</param>
    /// <param name="Owner">Whose turn it is, for example <c>HsaTeam</c>.</param>
    /// <param name="DueBy">When the owner should have acted, or null.</param>
    public sealed record ForSignal(string Name, string Owner, DateTimeOffset? DueBy = null) : Wait;

    /// <summary>A time (UTC): resumed with <c>Done</c> on the first poll of the business clock at or after it.</summary>
    /// <param name="InBreak">What becomes of it while the case is parked.</param>
    public sealed record Until(DateTimeOffset DueAt, InBreak InBreak = InBreak.KeepsRest) : Wait;

    /// <summary>A work item: resumed with the outcome that its handler reports.</summary>
    /// <param name="Kind">Names the handler, for example <c>directory</c> or <c>mail</c>.</param>
    /// <param name="Key">One item in flight for each key, in order (the student's id).</param>
    /// <param name="Payload">JSON.</param>
    public sealed record ForWork(string Kind, string Key, string Payload) : Wait;

    /// <summary>An event broadcast to all instances (conformance only).</summary>
    public sealed record ForEvent(string Name) : Wait;

    /// <summary>A child instance of the same case: resumed with <c>Done</c> when it has ended.</summary>
    public sealed record ForChild(string DefinitionId) : Wait;
}

/// <summary>What becomes of a wait for a time while its case is parked.</summary>
public enum InBreak
{
    /// <summary>It counts from a step: stopped, and resumed with what was left. Every wait that says nothing else.</summary>
    KeepsRest,

    /// <summary>It is a date of the world, which no break moves: stopped, and on resuming due on its date, or at once when that has passed.</summary>
    KeepsDate,

    /// <summary>It closes access or the like, and must not be held up by a break: it isn't stopped.</summary>
    RunsOn,
}

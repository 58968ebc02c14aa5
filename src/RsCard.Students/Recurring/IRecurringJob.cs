namespace RsCard.Students.Recurring;

/// <summary>
/// Something that is done again and again: one class, marked with <see cref="RecursAttribute"/>, and nothing else. It may be run at
/// any time and as often as one likes, also when an earlier run was broken off half-way.
/// </summary>
public interface IRecurringJob
{
    /// <summary>One run. Long ones work in batches and look at the token between them: a node that stops waits for it.</summary>
    Task<RunResult> RunOnceAsync(CancellationToken cancellationToken);
}

/// <summary>What the job is called, and when it runs unless the settings say otherwise.</summary>
/// <param name="name">For example <c>seal-audit</c>: stands in settings, command line, page and docs.</param>
/// <param name="schedule">As <see cref="RecurringJobOptions.Schedules"/> has it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecursAttribute(string name, string schedule) : Attribute
{
    public string Name => name;

    public string Schedule => schedule;
}

/// <summary>What came of a run.</summary>
public abstract record RunResult
{
    private RunResult()
    {
    }

    /// <param name="Summary">Counts, without personal data.</param>
    public sealed record Done(string Summary) : RunResult;

    /// <param name="Code">Stable, the same in log, page and docs.</param>
    /// <param name="Detail">Without personal data.</param>
    public sealed record Failed(string Code, string Detail) : RunResult;
}

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>What an activity does when it is executed: it decides at once, waits, or fails.</summary>
public abstract record ActivityResult
{
    private ActivityResult()
    {
    }

    /// <summary>Product effects, handed to <see cref="Instances.IWorkflowHost.RecordAsync"/> in the same transaction.</summary>
    public IReadOnlyList<object> Effects { get; init; } = [];

    /// <summary>Completed with these outcomes (usually one).</summary>
    public sealed record Completed(params IReadOnlyList<string> Outcomes) : ActivityResult;

    /// <summary>Suspended until what it waits for comes.</summary>
    public sealed record Waiting(Wait For) : ActivityResult;

    /// <summary>A bug in deciding code: the burst is rolled back and the instance gets an incident.</summary>
    public sealed record Faulted(string Code, string Message) : ActivityResult;

    public static ActivityResult Done { get; } = new Completed("Done");
}

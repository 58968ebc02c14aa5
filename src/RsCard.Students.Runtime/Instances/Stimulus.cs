using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>What moves a case.</summary>
internal abstract record Stimulus(Guid CorrelationId)
{
    /// <param name="Under">See <see cref="StartRequest"/>.</param>
    public sealed record Start(Guid CorrelationId, WorkflowDefinition Definition, string? Under = null, Guid? Subject = null) : Stimulus(CorrelationId);

    /// <summary>Tries the start of a saved instance again.</summary>
    public sealed record Begin(Guid CorrelationId, Guid InstanceId) : Stimulus(CorrelationId);

    public sealed record Signal(Guid CorrelationId, string Name, string Outcome, Guid? Subject = null) : Stimulus(CorrelationId);

    public sealed record Resume(Guid CorrelationId, Guid InstanceId, int Execution, string Outcome) : Stimulus(CorrelationId);

    public sealed record Cancel(Guid CorrelationId) : Stimulus(CorrelationId);

    /// <returns>Whether the case was waiting for it.</returns>
    public bool ApplyTo(CaseBurst burst)
    {
        switch (this)
        {
            case Start start:
                burst.Start(start.Definition, start.Under, start.Subject);
                return true;
            case Begin begin:
                return burst.Begin(begin.InstanceId);
            case Signal signal:
                return burst.Signal(signal.Name, signal.Outcome.Split('+'), signal.Subject);
            case Resume resume:
                return burst.Resume(resume.InstanceId, resume.Execution, resume.Outcome.Split('+'));
            case Cancel:
                burst.CancelAll();
                return true;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

/// <summary>What became of a stimulus.</summary>
internal enum AdvanceStatus
{
    Applied,
    NotWaiting,

    /// <summary>Somebody else is moving the case: nothing was done, try again later.</summary>
    Locked,
    Failed,
}

/// <param name="Fault">Of a Failed alone.</param>
internal readonly record struct AdvanceResult(AdvanceStatus Status, CaseFault? Fault = null);

/// <summary>Why a case stayed where it was.</summary>
/// <param name="Detail">No personal data: a message of ours or the type of an exception.</param>
internal sealed record CaseFault(string Code, string Detail, string? ActivityId);

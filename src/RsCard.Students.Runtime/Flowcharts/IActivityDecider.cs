using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>
/// Executes the activities that the runtime doesn't know itself (all but <c>Elsa.*</c>). Pure: everything it needs was
/// loaded before, for all cases of the batch.
/// </summary>
public interface IActivityDecider
{
    ActivityResult Execute(ActivityContext context);
}

/// <param name="CorrelationId">The case.</param>
/// <param name="Execution">The number of this execution within its instance: stable, so it may be part of a Message-ID.</param>
/// <param name="Now">Business time, UTC.</param>
/// <param name="Subject">What the instance is about within the case, as its start said; a child has its parent's. Null: the case itself.</param>
public sealed record ActivityContext(
    Activity Activity,
    WorkflowDefinition Definition,
    Guid CorrelationId,
    Guid InstanceId,
    int Execution,
    DateTimeOffset Now,
    Guid? Subject = null);

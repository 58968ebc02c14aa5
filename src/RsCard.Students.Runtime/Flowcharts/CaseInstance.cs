using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>One running instance of a case, as saved.</summary>
/// <param name="ParentId">The instance whose <paramref name="ParentExecution"/> waits for this one to end; null for a root.</param>
/// <param name="Revision">Counted up with every save.</param>
/// <param name="Subject">What the instance is about within its case, when a case may have several at once; null: the case itself.</param>
public sealed record CaseInstance(
    Guid Id,
    Guid CorrelationId,
    string DefinitionHash,
    string DefinitionId,
    Guid? ParentId,
    int? ParentExecution,
    FlowchartState State,
    int Revision,
    Guid? Subject = null);

/// <summary>What a burst did to one instance.</summary>
/// <param name="Before">As saved; for a new instance with an empty state and revision 0.</param>
/// <param name="Opened">Began to wait in this burst and still do.</param>
/// <param name="Closed">Executions that waited before the burst and don't any more.</param>
public sealed record InstanceChange(
    CaseInstance Before,
    FlowchartState State,
    InstanceStatus Status,
    IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<object> Effects,
    IReadOnlyList<OpenedWait> Opened,
    IReadOnlyList<int> Closed,
    IReadOnlyList<FlowchartFault> Faults)
{
    public bool IsNew => Before.Revision == 0;
}

using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>What one run did: from a start or a resume until nothing is left to do at once.</summary>
/// <param name="Opened">Executions that began to wait in this run and still do.</param>
/// <param name="Closed">Numbers of executions that waited before this run and don't any more.</param>
/// <param name="Faults">Empty unless deciding code or the chart failed.</param>
public sealed record FlowchartStep(
    FlowchartState State,
    InstanceStatus Status,
    IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<object> Effects,
    IReadOnlyList<OpenedWait> Opened,
    IReadOnlyList<int> Closed,
    IReadOnlyList<FlowchartFault> Faults);

/// <summary>An execution that began to wait, with the payload that the saved state leaves out.</summary>
public sealed record OpenedWait(OpenExecution Execution, Wait For);

/// <param name="Code">
/// <c>FLOW-001</c> an activity type that nobody executes, <c>FLOW-002</c> an input that can't be read, <c>FLOW-003</c> an invalid
/// back-connection, <c>FLOW-004</c> a loop without waiting, <c>FLOW-005</c> no such sub-workflow, <c>FLOW-006</c> Finish after a
/// fault, <c>FLOW-007</c> deciding code threw; otherwise the decider's own.
/// </param>
public sealed record FlowchartFault(string ActivityId, int Execution, string Code, string Message);

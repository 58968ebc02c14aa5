using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>One instance while a burst moves it: gathers its steps.</summary>
internal sealed class BurstInstance(CaseInstance before, WorkflowDefinition definition)
{
    private readonly List<JournalEntry> journal = [];
    private readonly List<object> effects = [];
    private readonly List<OpenedWait> opened = [];
    private readonly List<FlowchartFault> faults = [];

    public Guid Id => before.Id;

    public Guid? ParentId => before.ParentId;

    public int? ParentExecution => before.ParentExecution;

    public Guid? Subject => before.Subject;

    public WorkflowDefinition Definition => definition;

    public FlowchartState State { get; private set; } = before.State;

    public InstanceStatus Status { get; private set; } = InstanceStatus.Suspended;

    public bool IsRunning => Status == InstanceStatus.Suspended;

    public bool IsTouched { get; private set; }

    public IReadOnlyList<FlowchartFault> Faults => faults;

    public void Apply(FlowchartStep step)
    {
        State = step.State;
        Status = step.Status;
        IsTouched = true;
        journal.AddRange(step.Journal);
        effects.AddRange(step.Effects);
        opened.AddRange(step.Opened);
        faults.AddRange(step.Faults);
    }

    public void Cancel()
    {
        if (!IsRunning)
            return;
        Status = InstanceStatus.Cancelled;
        IsTouched = true;
    }

    /// <summary>An instance that has ended has nothing open, whatever its last state says.</summary>
    public InstanceChange ToChange()
    {
        var after = IsRunning ? State : State with { Open = [] };
        var open = after.Open.Select(execution => execution.Number).ToHashSet();
        return new InstanceChange(
            before,
            after,
            Status,
            journal,
            effects,
            [.. opened.Where(wait => open.Contains(wait.Execution.Number))],
            [.. before.State.Open.Select(execution => execution.Number).Where(number => !open.Contains(number))],
            faults);
    }
}

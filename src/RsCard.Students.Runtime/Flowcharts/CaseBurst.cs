using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>
/// All running instances of one case, parents and children, moved by one or more stimuli. Pure: what it did is read from
/// <see cref="Changes"/> and saved by the caller, or thrown away. A child begins inside its parent's run; when it ends, its
/// parent goes on in the same burst.
/// </summary>
/// <param name="newId">Gives ids that sort by creation, so that instances are always locked parents first.</param>
public sealed class CaseBurst(
    Guid correlationId,
    IEnumerable<CaseInstance> instances,
    DefinitionSet definitions,
    IActivityDecider decider,
    DateTimeOffset now,
    Func<Guid> newId)
{
    /// <summary>The runtime's own activity: cancels the running children of its instance, and theirs. No parent is resumed by it.</summary>
    public const string CancelChildren = "RsCard.CancelChildren";

    /// <summary>The parent's execution of a child that nothing waits for: real executions begin with 1.</summary>
    internal const int NobodyWaits = 0;

    private readonly List<BurstInstance> members =
        [.. instances.Select(instance => new BurstInstance(instance, definitions.ByHash[instance.DefinitionHash]))];

    /// <summary>The instances that this burst touched, in order of creation.</summary>
    public IReadOnlyList<InstanceChange> Changes => [.. members.Where(member => member.IsTouched).Select(member => member.ToChange())];

    /// <summary>Deciding code or a chart failed: nothing of this burst may be saved.</summary>
    public IEnumerable<(Guid InstanceId, FlowchartFault Fault)> Faults =>
        members.SelectMany(member => member.Faults.Select(fault => (member.Id, fault)));

    /// <summary>Starts a root instance, or a child of the running root of the definition <paramref name="under"/>, for which nothing waits.</summary>
    /// <param name="subject">What the instance is about within the case; null: what its parent is about.</param>
    public Guid Start(WorkflowDefinition definition, string? under = null, Guid? subject = null)
    {
        var parent = under is null ? null : members.Find(member => member is { IsRunning: true, ParentId: null } && member.Definition.DefinitionId == under);
        return Start(definition, newId(), parent?.Id, parent is null ? null : NobodyWaits, subject ?? parent?.Subject).Id;
    }

    /// <summary>Starts an instance that was saved before it could start.</summary>
    /// <returns>False where it has started, or isn't running any more.</returns>
    public bool Begin(Guid instanceId)
    {
        if (members.Find(member => member.Id == instanceId) is not { IsRunning: true, State.Next: 1 } member)
            return false;
        member.Apply(FlowchartInterpreter.Start(member.Definition, Executor(member), now));
        return true;
    }

    /// <returns>False where that execution isn't open: nothing happened.</returns>
    public bool Resume(Guid instanceId, int execution, IReadOnlyList<string> outcomes)
    {
        if (members.Find(member => member.Id == instanceId) is not { IsRunning: true } member)
            return false;
        var step = FlowchartInterpreter.Resume(member.Definition, member.State, execution, outcomes, Executor(member), now);
        if (step is null)
            return false;
        member.Apply(step);
        ResumeParent(member);
        return true;
    }

    /// <summary>Resumes the oldest open step that waits for this signal.</summary>
    /// <param name="subject">Only of an instance that is about this; null: of any.</param>
    public bool Signal(string name, IReadOnlyList<string> outcomes, Guid? subject = null) =>
        FindOpen(subject, open => open.Waits == WaitKind.Signal && open.Name == name) is var (instanceId, execution) && Resume(instanceId, execution, outcomes);

    /// <summary>Cancels an instance and its running descendants, without journal entries (rule 11).</summary>
    public void Cancel(Guid instanceId)
    {
        Get(instanceId).Cancel();
        CancelChildrenOf(instanceId);
    }

    /// <summary>Cancels every running instance of the case.</summary>
    public void CancelAll()
    {
        foreach (var member in members)
            member.Cancel();
    }

    private (Guid InstanceId, int Execution)? FindOpen(Guid? subject, Func<OpenExecution, bool> isMeant)
    {
        foreach (var member in members.Where(member => member.IsRunning && (subject is null || member.Subject == subject)))
        {
            if (member.State.Open.FirstOrDefault(isMeant) is { } open)
                return (member.Id, open.Number);
        }

        return null;
    }

    private BurstInstance Start(WorkflowDefinition definition, Guid id, Guid? parent, int? parentExecution, Guid? subject)
    {
        var instance = new CaseInstance(id, correlationId, definition.Hash, definition.DefinitionId, parent, parentExecution, FlowchartState.Empty, Revision: 0, subject);
        var member = new BurstInstance(instance, definition);
        members.Add(member);
        member.Apply(FlowchartInterpreter.Start(definition, Executor(member), now));
        return member;
    }

    private void ResumeParent(BurstInstance ended)
    {
        if (ended is { IsRunning: false, ParentId: { } parentId, ParentExecution: { } execution })
            Resume(parentId, execution, ["Done"]);
    }

    private Func<Activity, int, ActivityResult> Executor(BurstInstance member) => (activity, execution) =>
    {
        if (activity.Type == ElsaActivities.ExecuteWorkflow)
            return ExecuteWorkflow(member, activity, execution);
        if (activity.Type.StartsWith(ElsaActivities.Prefix, StringComparison.Ordinal))
            return ElsaActivities.Execute(activity, now);
        if (activity.Type == CancelChildren)
        {
            CancelChildrenOf(member.Id);
            return ActivityResult.Done;
        }

        return Decide(new ActivityContext(activity, member.Definition, correlationId, member.Id, execution, now, member.Subject));
    };

    private ActivityResult Decide(ActivityContext context)
    {
        try
        {
            return decider.Execute(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The type alone: a message could carry personal data into the incident.
            return new ActivityResult.Faulted("FLOW-007", exception.GetType().FullName ?? exception.GetType().Name);
        }
    }

    private ActivityResult ExecuteWorkflow(BurstInstance parent, Activity activity, int execution)
    {
        var definitionId = activity.FindInput("workflowDefinitionId") ?? "";
        if (definitions.FindLatest(definitionId) is not { } definition)
            return new ActivityResult.Faulted("FLOW-005", $"expected a definition to execute, got '{definitionId}'");
        var child = Start(definition, newId(), parent.Id, execution, parent.Subject);
        var waits = bool.TryParse(activity.FindInput("waitForCompletion"), out var wait) && wait;
        return waits && child.IsRunning ? new ActivityResult.Waiting(new Wait.ForChild(definitionId)) : ActivityResult.Done;
    }

    private void CancelChildrenOf(Guid instanceId)
    {
        foreach (var child in members.FindAll(member => member.ParentId == instanceId))
        {
            child.Cancel();
            CancelChildrenOf(child.Id);
        }
    }

    private BurstInstance Get(Guid instanceId) =>
        members.Find(member => member.Id == instanceId)
        ?? throw new ArgumentException($"expected a running instance of case {correlationId}, got {instanceId}", nameof(instanceId));
}

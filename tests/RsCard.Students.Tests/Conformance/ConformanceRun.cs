using System.Globalization;
using System.Text.Json;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Tests.Conformance;

/// <summary>Plays the script of a case on the pure burst; states go through their JSON between any two runs.</summary>
internal sealed class ConformanceRun(ConformanceCase @case) : IActivityDecider
{
    private readonly Guid correlation = Guid.CreateVersion7();
    private readonly DefinitionSet definitions = new(
        @case.Definitions.ToDictionary(definition => definition.Hash),
        id => @case.Definitions.Skip(1).FirstOrDefault(definition => definition.DefinitionId == id));

    private readonly List<PlayedInstance> instances = [];
    private DateTimeOffset now = @case.Start;

    public IReadOnlyList<PlayedInstance> Instances => instances;

    public DateTimeOffset Now => now;

    /// <summary>Of the last step: bookmarks found, delays resumed.</summary>
    public int Hit { get; private set; }

    public List<(string Activity, DateTimeOffset At)> Due { get; } = [];

    public List<FlowchartFault> Faults { get; } = [];

    public void Start() => Burst(burst => burst.Start(@case.Main));

    public void Play(JsonElement step)
    {
        Hit = 0;
        Due.Clear();
        instances.ForEach(instance => instance.Journal.Clear());
        if (step.TryGetProperty("resume", out var resume))
            Resume(resume);
        else if (step.TryGetProperty("event", out var name))
            Publish(name.GetString()!);
        else if (step.TryGetProperty("advance", out var span))
            Advance(now + TimeSpan.Parse(span.GetString()!, CultureInfo.InvariantCulture));
        else
            Cancel();
    }

    public ActivityResult Execute(ActivityContext context)
    {
        var does = @case.Outcomes.GetValueOrDefault(context.Activity.Id) is { Count: > 0 } script ? script.Dequeue() : "Done";
        return does switch
        {
            "wait" => new ActivityResult.Waiting(new Wait.ForSignal(context.Activity.Id, "nobody")),
            "fault" => new ActivityResult.Faulted("TEST-001", "as the script says"),
            _ => new ActivityResult.Completed(does.Split('+')),
        };
    }

    public string Prefixed(PlayedInstance instance, string activityId) => @case.HasChildren ? $"w{instances.IndexOf(instance)}:{activityId}" : activityId;

    public WorkflowDefinition DefinitionOf(PlayedInstance instance) => definitions.ByHash[instance.Saved.DefinitionHash];

    private void Resume(JsonElement resume)
    {
        var activity = resume.GetProperty("activity").GetString();
        var outcome = resume.TryGetProperty("outcome", out var given) ? given.GetString()! : "Done";
        var named = resume.TryGetProperty("instance", out var label) ? label.GetString() : null;
        foreach (var instance in instances.Where(instance => instance.IsRunning && (named is null || named == $"w{instances.IndexOf(instance)}")))
        {
            if (instance.State.Open.FirstOrDefault(open => open.ActivityId == activity) is not { } open)
                continue;
            Hit = 1;
            Burst(burst => burst.Resume(instance.Id, open.Number, outcome.Split('+')));
            return;
        }
    }

    private void Publish(string name)
    {
        var found = Open(open => open.Waits == WaitKind.Event && open.Name == name)
            .OrderBy(wait => instances.IndexOf(wait.Instance)).ThenBy(wait => wait.Open.ActivityId, StringComparer.Ordinal).ToList();
        Hit = found.Count;
        foreach (var (instance, open) in found)
            Burst(burst => burst.Resume(instance.Id, open.Number, ["Done"]));
    }

    private void Advance(DateTimeOffset target)
    {
        while (NextDue(target) is var (instance, open))
        {
            Due.Add((Prefixed(instance, open.ActivityId), open.DueBy!.Value));
            now = open.DueBy.Value > now ? open.DueBy.Value : now;
            Burst(burst => burst.Resume(instance.Id, open.Number, ["Done"]));
        }

        now = target;
    }

    private (PlayedInstance Instance, OpenExecution Open)? NextDue(DateTimeOffset target)
    {
        var due = Open(open => open.Waits == WaitKind.Timer && open.DueBy <= target)
            .OrderBy(wait => wait.Open.DueBy).ThenBy(wait => instances.IndexOf(wait.Instance)).ThenBy(wait => wait.Open.ActivityId, StringComparer.Ordinal).ToList();
        return due.Count == 0 ? null : due[0];
    }

    private void Cancel()
    {
        if (instances[0].IsRunning)
            Burst(burst => burst.Cancel(instances[0].Id));
    }

    private IEnumerable<(PlayedInstance Instance, OpenExecution Open)> Open(Func<OpenExecution, bool> isMeant) =>
        instances.Where(instance => instance.IsRunning).SelectMany(instance => instance.State.Open.Where(isMeant).Select(open => (instance, open)));

    private void Burst(Action<CaseBurst> act)
    {
        var running = instances.Where(instance => instance.IsRunning).Select(instance => instance.Saved).ToList();
        var burst = new CaseBurst(correlation, running, definitions, this, now, Guid.CreateVersion7);
        act(burst);
        Faults.AddRange(burst.Faults.Select(fault => fault.Fault));
        foreach (var change in burst.Changes)
        {
            var played = instances.Find(instance => instance.Id == change.Before.Id);
            if (played is null)
                instances.Add(played = new PlayedInstance());
            played.Apply(change);
        }
    }
}

/// <summary>An instance as the script has left it.</summary>
internal sealed class PlayedInstance
{
    public CaseInstance Saved { get; private set; } = null!;

    public Guid Id => Saved.Id;

    public FlowchartState State => Saved.State;

    public InstanceStatus Status { get; private set; } = InstanceStatus.Suspended;

    public bool IsRunning => Status == InstanceStatus.Suspended;

    public int Incidents { get; private set; }

    public List<JournalEntry> Journal { get; } = [];

    public List<JournalEntry> History { get; } = [];

    public void Apply(InstanceChange change)
    {
        Saved = change.Before with { State = FlowchartState.FromJson(change.State.ToJson()), Revision = change.Before.Revision + 1 };
        Status = change.Status;
        Incidents += change.Faults.Count;
        Journal.AddRange(change.Journal);
        History.AddRange(change.Journal);
    }
}

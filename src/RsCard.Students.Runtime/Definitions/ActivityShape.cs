using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>What a kind of activity promises to a definition that uses it: said beside its code, checked by <see cref="DefinitionRules"/>.</summary>
/// <param name="Outcomes">All it can complete with; each is a port in the chart.</param>
public sealed record ActivityShape(IReadOnlyList<string> Outcomes)
{
    /// <summary>What it waits for; null where it decides at once.</summary>
    public WaitKind? Waits { get; private init; }

    /// <summary>The signal that resumes it, or the kind of work it asks for; null otherwise.</summary>
    public string? WaitsFor { get; private init; }

    /// <summary>Whose turn it is while it waits for a signal (D-60).</summary>
    public string? Owner { get; private init; }

    /// <summary>It waits for something that may never come, and nobody has to act on it.</summary>
    public bool IsListener { get; private init; }

    /// <summary>It may find nothing to wait for, and complete at once: with <c>Done</c>, a person's step with one of its outcomes.</summary>
    public bool MayNotWait { get; init; }

    public IReadOnlyList<ActivityInput> Inputs { get; private init; } = [];

    /// <summary>Decides at once, by the facts.</summary>
    public static ActivityShape Decides(params IReadOnlyList<string> outcomes) => new(outcomes);

    /// <summary>A person's turn: the person chooses the outcome.</summary>
    public static ActivityShape Person(string signal, string owner, params IReadOnlyList<string> outcomes) =>
        new(outcomes) { Waits = WaitKind.Signal, WaitsFor = signal, Owner = owner };

    /// <summary>Listens for a signal that may never come.</summary>
    /// <param name="owner">What stands for 'nobody's turn'.</param>
    public static ActivityShape Listener(string signal, string owner, params IReadOnlyList<string> outcomes) =>
        Person(signal, owner, outcomes) with { IsListener = true };

    /// <summary>The calendar's turn; a day that has come isn't waited for.</summary>
    public static ActivityShape Day() => new(["Done"]) { Waits = WaitKind.Timer, MayNotWait = true };

    /// <summary>Asks for a work item; its handler reports the outcome.</summary>
    public static ActivityShape Work(string kind, params IReadOnlyList<string> outcomes) =>
        new(outcomes) { Waits = WaitKind.Work, WaitsFor = kind };

    /// <summary>Runs a sub-workflow, which may end without waiting.</summary>
    internal static ActivityShape SubWorkflow() => new(["Done"]) { Waits = WaitKind.Child, MayNotWait = true };

    /// <summary>With these inputs and no others.</summary>
    public ActivityShape With(params IReadOnlyList<ActivityInput> inputs) => this with { Inputs = inputs };

    /// <summary>It may find nothing to do, and complete at once: <see cref="MayNotWait"/>.</summary>
    public ActivityShape IfNeeded() => this with { MayNotWait = true };
}

/// <param name="Name">As in the JSON.</param>
/// <param name="Values">What it may be, in any case of letters; null where that is free.</param>
public sealed record ActivityInput(string Name, bool IsRequired, IReadOnlyCollection<string>? Values = null);

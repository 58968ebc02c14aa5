using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Versions;

/// <summary>What differs between two versions of a chart.</summary>
/// <param name="StartsElsewhere">The two begin with different activities.</param>
/// <param name="DrawnOtherwise">Names, positions or marks for the designer differ: no change in flow.</param>
public sealed record DefinitionDiff(
    IReadOnlyList<Activity> Added,
    IReadOnlyList<Activity> Removed,
    IReadOnlyList<ChangedActivity> Changed,
    IReadOnlyList<Connection> AddedConnections,
    IReadOnlyList<Connection> RemovedConnections,
    bool StartsElsewhere,
    bool DrawnOtherwise)
{
    /// <summary>An instance does the same on both.</summary>
    public bool IsSameFlow =>
        Added.Count + Removed.Count + Changed.Count + AddedConnections.Count + RemovedConnections.Count == 0 && !StartsElsewhere;

    public static DefinitionDiff Between(WorkflowDefinition from, WorkflowDefinition to)
    {
        var before = from.Activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        var after = to.Activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        var both = to.Activities.Where(activity => before.ContainsKey(activity.Id)).Select(activity => (Old: before[activity.Id], New: activity)).ToList();
        return new DefinitionDiff(
            [.. to.Activities.Where(activity => !before.ContainsKey(activity.Id))],
            [.. from.Activities.Where(activity => !after.ContainsKey(activity.Id))],
            [.. both.Select(pair => ChangedActivity.Between(pair.Old, pair.New)).OfType<ChangedActivity>()],
            [.. to.Connections.Except(from.Connections)],
            [.. from.Connections.Except(to.Connections)],
            from.Start != to.Start,
            from.Name != to.Name || both.Exists(pair => pair.Old.Name != pair.New.Name || pair.Old.Position != pair.New.Position || pair.Old.IsEnd != pair.New.IsEnd));
    }
}

/// <summary>An activity that is another in the new version.</summary>
/// <param name="Type">From what to what, or null where it is of the same type.</param>
/// <param name="Inputs">Those that differ, by name; null where one has no such input.</param>
public sealed record ChangedActivity(string Id, (string From, string To)? Type, IReadOnlyList<ChangedInput> Inputs)
{
    internal static ChangedActivity? Between(Activity old, Activity @new)
    {
        var inputs = old.Inputs.Keys.Union(@new.Inputs.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new ChangedInput(name, TextOf(old, name), TextOf(@new, name)))
            .Where(input => input.From != input.To)
            .ToList();
        return old.Type == @new.Type && inputs.Count == 0
            ? null
            : new ChangedActivity(@new.Id, old.Type == @new.Type ? null : (old.Type, @new.Type), inputs);
    }

    private static string? TextOf(Activity activity, string input) =>
        activity.Inputs.TryGetValue(input, out var value) ? value.GetRawText() : null;
}

/// <param name="From">As JSON.</param>
/// <param name="To">As JSON.</param>
public sealed record ChangedInput(string Name, string? From, string? To);

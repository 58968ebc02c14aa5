using System.Collections.Frozen;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Versions;

/// <summary>Which activity of the new version is the counterpart of which of the old: the same id, unless a person says otherwise.</summary>
public sealed class ActivityMapping
{
    private readonly FrozenDictionary<string, string> forward;
    private readonly FrozenDictionary<string, string> backward;

    private ActivityMapping(Dictionary<string, string> pairs, IReadOnlyDictionary<string, string> told)
    {
        forward = pairs.ToFrozenDictionary(StringComparer.Ordinal);
        backward = pairs.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        Told = told;
    }

    /// <summary>What a person said, old id to new id.</summary>
    public IReadOnlyDictionary<string, string> Told { get; }

    /// <param name="told">Old id to new id. An activity that is told about has no other counterpart, in neither direction.</param>
    /// <exception cref="VersionException">VER-003.</exception>
    public static ActivityMapping Between(WorkflowDefinition from, WorkflowDefinition to, IReadOnlyDictionary<string, string> told)
    {
        var old = from.Activities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        var @new = to.Activities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (source, target) in told)
        {
            if (!old.Contains(source))
                throw new VersionException(VersionCodes.Mapping, $"expected an activity of the old version, got '{source}'");
            if (!@new.Contains(target))
                throw new VersionException(VersionCodes.Mapping, $"expected an activity of the new version, got '{target}'");
        }

        var taken = told.Values.ToHashSet(StringComparer.Ordinal);
        if (taken.Count < told.Count)
            throw new VersionException(VersionCodes.Mapping, "expected each activity of the new version at most once");
        var pairs = old.Where(id => @new.Contains(id) && !told.ContainsKey(id) && !taken.Contains(id)).ToDictionary(id => id, id => id);
        foreach (var (source, target) in told)
            pairs[source] = target;
        return new ActivityMapping(pairs, told);
    }

    /// <summary>The counterpart in the new version, or null.</summary>
    public string? FindNew(string oldId) => forward.GetValueOrDefault(oldId);

    /// <summary>The counterpart in the old version, or null.</summary>
    public string? FindOld(string newId) => backward.GetValueOrDefault(newId);

    /// <summary>The same connection in the new version, or null where one of its ends has no counterpart.</summary>
    public Connection? FindNew(Connection old) =>
        FindNew(old.Source) is { } source && FindNew(old.Target) is { } target ? new Connection(source, old.Port, target) : null;

    /// <summary>The same connection in the old version, or null where one of its ends has no counterpart.</summary>
    public Connection? FindOld(Connection @new) =>
        FindOld(@new.Source) is { } source && FindOld(@new.Target) is { } target ? new Connection(source, @new.Port, target) : null;
}

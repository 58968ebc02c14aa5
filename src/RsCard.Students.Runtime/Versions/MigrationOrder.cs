using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Versions;

/// <summary>What a person wants moved.</summary>
/// <param name="From">Instances that are on this version.</param>
/// <param name="To">Another version of the same definition, or another variant of the process.</param>
/// <param name="ResetsTimers">Running timers begin anew, by the rules of the new version. Otherwise they keep their time.</param>
/// <param name="Cases">Only these; null for all.</param>
/// <param name="Actor">Who says so, as it stands in the audit trail.</param>
public sealed record MigrationOrder(
    WorkflowDefinition From,
    WorkflowDefinition To,
    ActivityMapping Mapping,
    bool ResetsTimers,
    IReadOnlyCollection<Guid>? Cases,
    string Actor)
{
    /// <exception cref="VersionException">VER-001: the two are versions of different definitions. VER-003.</exception>
    public static MigrationOrder Create(
        WorkflowDefinition from, WorkflowDefinition to, IReadOnlyDictionary<string, string> told, bool resetsTimers, IReadOnlyCollection<Guid>? cases, string actor)
    {
        if (from.DefinitionId != to.DefinitionId)
            throw new VersionException(VersionCodes.Unknown, $"expected two versions of one definition, got '{from.DefinitionId}' and '{to.DefinitionId}'");
        return new MigrationOrder(from, to, ActivityMapping.Between(from, to, told), resetsTimers, cases, actor);
    }

    /// <summary>From one variant of a process to another, which is a definition of its own (D-80): by the ids that both have.</summary>
    public static MigrationOrder BetweenVariants(WorkflowDefinition from, WorkflowDefinition to, Guid caseId, string actor) =>
        new(from, to, ActivityMapping.Between(from, to, new Dictionary<string, string>()), ResetsTimers: false, [caseId], actor);
}

/// <summary>What would happen, or has happened, by activity of the old version.</summary>
/// <param name="Instances">How many were looked at.</param>
/// <param name="Moved">How many go over.</param>
/// <param name="Stands">Where those that go over stand and would stand.</param>
/// <param name="Missing">Activities of the old version without a counterpart, whether or not anybody stands there.</param>
/// <param name="Stay">Instances that stay where they are.</param>
/// <param name="Children">Running children by definition id: they are instances of their own, and stay on their versions.</param>
public sealed record MigrationReport(
    int Instances,
    int Moved,
    IReadOnlyList<StandingStep> Stands,
    IReadOnlyList<string> Missing,
    IReadOnlyList<StayingInstance> Stay,
    IReadOnlyDictionary<string, long> Children);

/// <summary>How many instances stand at an activity, and where they go.</summary>
public sealed record StandingStep(string From, string To, Flowcharts.WaitKind Waits, int Instances);

/// <summary>An instance that can't be mapped.</summary>
/// <param name="Code">One of <see cref="VersionCodes"/>.</param>
public sealed record StayingInstance(Guid CorrelationId, Guid InstanceId, string Code, string ActivityId, string Reason);

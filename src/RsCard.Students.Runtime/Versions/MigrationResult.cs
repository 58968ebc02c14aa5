using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Versions;

/// <summary>What becomes of one instance when it shall go over to another version of its definition.</summary>
public abstract record MigrationResult
{
    private MigrationResult()
    {
    }

    /// <param name="State">What the instance remembers under the new version.</param>
    /// <param name="Steps">Where each open step stood and stands, in the order of <see cref="FlowchartState.Open"/>.</param>
    public sealed record Migrated(FlowchartState State, IReadOnlyList<MovedStep> Steps) : MigrationResult;

    /// <summary>The instance stays where it is.</summary>
    /// <param name="Code">One of <see cref="VersionCodes"/>.</param>
    /// <param name="ActivityId">The activity it is about: an open step's in the old version, any other's in the new one.</param>
    public sealed record Refused(string Code, string Reason, string ActivityId) : MigrationResult;
}

/// <summary>An open step on its way from one version to another. It keeps its execution number.</summary>
/// <param name="BeginsAnew">A person or an event is waited for by other inputs than before: the new version says for whom and for how long.</param>
public sealed record MovedStep(int Execution, string From, string To, WaitKind Waits, bool BeginsAnew);

/// <summary>Stable codes of what can go wrong with versions.</summary>
public static class VersionCodes
{
    /// <summary>There is no such definition, or no such version of it.</summary>
    public const string Unknown = "VER-001";

    /// <summary>Several stored versions are meant.</summary>
    public const string Ambiguous = "VER-002";

    /// <summary>A mapping names an activity that its version doesn't have, or one twice.</summary>
    public const string Mapping = "VER-003";

    /// <summary>An open step has no counterpart in the new version.</summary>
    public const string NoCounterpart = "VER-004";

    /// <summary>The counterpart of an open step is of another type.</summary>
    public const string OtherType = "VER-005";

    /// <summary>An open step waits for a child that the new version wouldn't have started, or not have waited for.</summary>
    public const string OtherChild = "VER-006";

    /// <summary>A step that was finished or begun stands behind one that is still to come.</summary>
    public const string OutOfOrder = "VER-007";

    /// <summary>A step that is still to come would never start: all that leads to it has been.</summary>
    public const string NeverStarts = "VER-008";

    /// <summary>A join depends on what an earlier step decided, and that isn't known.</summary>
    public const string UnknownOutcome = "VER-009";

    /// <summary>A finished step could be started again.</summary>
    public const string Repeats = "VER-010";

    /// <summary>The dry run of the new state went another way than its chart.</summary>
    public const string NotProved = "VER-011";

    /// <summary>A wait that shall be begun anew isn't the same kind of wait in the new version.</summary>
    public const string OtherWait = "VER-012";
}

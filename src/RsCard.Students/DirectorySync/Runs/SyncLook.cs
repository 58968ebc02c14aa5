using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Brings the mirror up to date and plans: the half of a run that writes nothing to the directory.</summary>
public sealed class SyncLook(MirrorReader reader, DirectoryMirror mirror, WantedSet wantedSet, SyncPlanner planner, DecisionStore decisions, TimeProvider clock)
{
    /// <param name="progress">What is done, how much of it, and of how much (0: not known).</param>
    /// <exception cref="DirectoryReadException">The directory couldn't be read in a way that can be trusted.</exception>
    public async Task<Looked> LookAsync(ReadDepth depth, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        // What the process writes in between may look missing here: each write is planned again on what stands then.
        var read = await reader.ReadAsync(depth, count => progress("read", count, 0), cancellationToken);
        progress("plan", 0, read.Entries);
        var found = await mirror.LoadAsync(cancellationToken);
        var wanted = await wantedSet.LoadAsync(cancellationToken);
        var plan = planner.Plan(wanted, found, await decisions.LoadAsync(cancellationToken), clock.Today());
        progress("plan", read.Entries, read.Entries);
        return new Looked(read, plan);
    }
}

/// <summary>What was read, and what would have to be done.</summary>
public sealed record Looked(ReadReport Read, SyncPlan Plan);

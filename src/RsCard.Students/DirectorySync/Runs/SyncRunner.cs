using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Recurring;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Reconciles all students: reads, plans, judges, keeps the plan and releases what may be written. The writes are work items that every
/// node does; the last of them asks for the run's end (<see cref="RunEndHandler"/>). One run at a time over all nodes.
/// </summary>
public sealed class SyncRunner(
    RunLock gate, RunStore store, RunBook book, OpenRuns open, StandingRun standing, SyncLook look, Brake brake, SyncMetrics metrics, NodeName node, TimeProvider clock)
{
    /// <summary>Plans, and releases what may be written. May be asked at any time, by any node.</summary>
    /// <param name="progress">What is done, how much of it, and of how much (0: not known).</param>
    /// <returns>Running where writes were released, else how it ended: done, held, or failed with a code. Where changes are asked for and there are none, the last run (<see cref="RunReport.ConfirmedAt"/>).</returns>
    /// <exception cref="RunRefusedException"><c>SYNC-001</c>, <c>SYNC-002</c>: another run is under way.</exception>
    public async Task<RunReport> RunAsync(RunOrder order, Action<string, int, int> progress, CancellationToken cancellationToken) =>
        (await PlanAsync(order, progress, cancellationToken)).Report;

    /// <summary>The same, with the plan itself: personal. A dry run is written down as a row of counts and leaves nothing else.</summary>
    /// <exception cref="RunRefusedException"><c>SYNC-001</c>, <c>SYNC-002</c>: another run is under way.</exception>
    public async Task<SyncForecast> PlanAsync(RunOrder order, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        await using var held = await gate.TryTakeAsync(cancellationToken) ?? throw await UnderWayAsync(cancellationToken);
        if (!order.DryRun)
            await open.SettleAsync(cancellationToken);
        if (order is { DryRun: false, Depth: ReadDepth.Changes } && await standing.TryConfirmAsync(cancellationToken) is { } confirmed)
            return new SyncForecast(confirmed, new SyncPlan([], confirmed.Wanted, confirmed.Read?.Entries ?? 0), new BrakeVerdict([], []));

        var began = TimeProvider.System.GetTimestamp();
        var run = RunReport.Begin(order, clock.GetUtcNow(), node.Value);
        await store.BeginAsync(run, cancellationToken);
        try
        {
            var looked = await look.LookAsync(order.Depth, order.DryRun ? null : run.Id, progress, cancellationToken);
            var judged = await brake.JudgeAsync(looked, cancellationToken);
            run = Describe(run, looked, judged.Verdict) with { PlanningTook = TimeProvider.System.GetElapsedTime(began) };
            if (order.DryRun)
                await store.SaveAsync(run = End(run), cancellationToken);
            else
                run = await ReleaseAsync(run, looked.Plan, judged, progress, cancellationToken);
            return new SyncForecast(run, looked.Plan, judged.Verdict);
        }
        catch (Exception failure) when (DirectoryFailure.Is(failure))
        {
            var (code, detail) = DirectoryFailure.Of(failure);
            run = run with { State = RunReport.FailedState, FinishedAt = clock.GetUtcNow(), Code = code, Detail = detail };
            await store.SaveAsync(run, CancellationToken.None);
            return new SyncForecast(run, new SyncPlan([], 0, 0), new BrakeVerdict([], []));
        }
        catch (Exception failure)
        {
            // The message might name a person; the type doesn't.
            await store.BreakOffAsync(run, "SYNC-003", failure.GetType().Name, CancellationToken.None);
            throw;
        }
    }

    private async Task<RunReport> ReleaseAsync(RunReport run, SyncPlan plan, Judged judged, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        progress("release", 0, judged.Verdict.Released.Count);
        var items = Items(run, plan, judged.Verdict, await store.FirstSeenAsync(cancellationToken));
        run = run with { OldestDrift = items.Count == 0 ? null : items.Min(item => item.FirstSeenAt) };
        run = judged.Verdict.Released.Count == 0 ? End(run) : run with { State = RunReport.Running };
        await store.ReleaseAsync(run, items, inOrder: false, judged.Ceilings, cancellationToken);
        if (!run.IsOpen)
        {
            await store.SaveAsync(run, cancellationToken);
            metrics.Ended(run);
        }

        progress("release", judged.Verdict.Released.Count, judged.Verdict.Released.Count);
        return run;
    }

    private RunReport End(RunReport run) => run with
    {
        State = run.Held.Count > 0 ? RunReport.HeldState : RunReport.Done,
        FinishedAt = clock.GetUtcNow(),
        InSync = !run.Planned.Keys.Any(kind => kind is not (PlanKind.Nothing or PlanKind.Decide)),
    };

    private static RunReport Describe(RunReport run, Looked looked, BrakeVerdict verdict) => run with
    {
        Read = looked.Read,
        Wanted = looked.Plan.Wanted,
        Situations = looked.Plan.Entries.CountBy(entry => entry.Situation).ToDictionary(),
        Planned = looked.Plan.Entries.CountBy(entry => entry.Kind).ToDictionary(),
        Held = verdict.Held,
    };

    private static List<SyncItem> Items(
        RunReport run, SyncPlan plan, BrakeVerdict verdict, IReadOnlyDictionary<(Guid? Student, Guid? Entry, string Situation), DateTimeOffset> firstSeen)
    {
        var released = verdict.Released.ToHashSet(ReferenceEqualityComparer.Instance);
        var held = verdict.Held.GroupBy(one => one.Kind).ToDictionary(group => group.Key, group => group.First());
        return
        [
            .. plan.Entries.Where(entry => entry.Kind != PlanKind.Nothing).Select((entry, place) =>
            {
                var isReleased = released.Contains(entry);
                var why = entry.IsWrite && !isReleased ? held.GetValueOrDefault(entry.Kind) : null;
                return new SyncItem(
                    run.Id,
                    place + 1,
                    entry.Student,
                    entry.Found?.EntryUuid,
                    entry.Situation,
                    entry.Kind,
                    isReleased ? SyncItem.Queued : entry.IsWrite ? SyncItem.Held : SyncItem.Planned,
                    why?.Code,
                    Detail: null,
                    firstSeen.GetValueOrDefault((entry.Student?.Value, entry.Found?.EntryUuid, entry.Situation.ToString()), run.StartedAt),
                    FinishedAt: null,
                    entry,
                    Reverse: null);
            }),
        ];
    }

    private async Task<RunRefusedException> UnderWayAsync(CancellationToken cancellationToken) => await book.FindOpenAsync(cancellationToken) is { } run
        ? new RunRefusedException("SYNC-001", $"another run is being planned or ended: {run.Id}, asked for by {run.Order.By}, on {run.Node}")
        : new RunRefusedException("SYNC-001", "another run is being planned");
}

/// <summary>What a run would do, or has released.</summary>
public sealed record SyncForecast(RunReport Report, SyncPlan Plan, BrakeVerdict Verdict);

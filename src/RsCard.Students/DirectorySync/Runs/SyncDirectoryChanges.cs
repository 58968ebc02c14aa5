using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Recurring;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Reconciles what has changed on either side since the last time.</summary>
[Recurs("sync-directory-changes", "every 5 minutes")]
public sealed class SyncDirectoryChanges(SyncRunner runner) : IRecurringJob
{
    public Task<RunResult> RunOnceAsync(CancellationToken cancellationToken) => ScheduledRun.RunAsync(runner, ReadDepth.Changes, cancellationToken);
}

/// <summary>Reads the whole tree and reconciles it, each night; and forgets what runs of long ago only looked at.</summary>
[Recurs("sync-directory-full", "10 1 * * *")]
public sealed class SyncDirectoryFull(SyncRunner runner, RunStore store) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        await store.TidyAsync(cancellationToken);
        return await ScheduledRun.RunAsync(runner, ReadDepth.Full, cancellationToken);
    }
}

/// <summary>A run that nobody watches, said in a line.</summary>
internal static class ScheduledRun
{
    public static async Task<RunResult> RunAsync(SyncRunner runner, ReadDepth depth, CancellationToken cancellationToken)
    {
        try
        {
            return Say(await runner.RunAsync(new RunOrder(depth, DryRun: false, "system"), (_, _, _) => { }, cancellationToken));
        }
        catch (RunRefusedException refused)
        {
            // The run that is under way does what this one would have done, or says why it doesn't.
            return new RunResult.Done($"{refused.Code}: {refused.Text}");
        }
    }

    private static RunResult Say(RunReport run) => run.Code is { } code ? new RunResult.Failed(code, run.Detail ?? "")
        : run.ConfirmedAt is not null ? new RunResult.Done($"nothing has changed since run {run.Id}: {run.Read?.Entries} entries, {run.Wanted} students, in sync")
        : new RunResult.Done(string.Join(
            ", ",
            [
                $"{run.Read?.Entries} entries ({run.Read?.Way}), {run.Wanted} students",
                run.InSync ? "in sync" : $"{Count(run)} writes released",
                .. run.Planned.TryGetValue(Planning.PlanKind.Decide, out var undecided) ? [$"{undecided} to decide"] : Array.Empty<string>(),
                .. run.Held.Select(held => $"{held.Count} {held.Kind} held back ({held.Code})"),
            ]));

    private static int Count(RunReport run) =>
        run.Planned.Where(pair => pair.Key is not (Planning.PlanKind.Nothing or Planning.PlanKind.Decide)).Sum(pair => pair.Value) - run.Held.Sum(held => held.Count);
}

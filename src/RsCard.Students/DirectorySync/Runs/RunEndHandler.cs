using System.Text.Json;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Ends a run whose writes have ended: reads again what has changed, and says 'in sync' only where nothing is left to write.</summary>
internal sealed class RunEndHandler(RunLock gate, RunBook book, RunStore store, SyncLook look, SyncMetrics metrics, TimeProvider clock) : IWorkItemHandler
{
    public const string WorkKind = "directory-sync-end";

    private const int LastAttempt = 20;

    private static readonly WorkOutcome Done = new WorkOutcome.Completed("Done");

    public string Kind => WorkKind;

    public int Concurrency => 1;

    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), MaxAttempts: 50);

    public static string Payload(Guid run) => JsonSerializer.Serialize(new Order(run));

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<Order>(item.Payload) ?? throw new JsonException("empty order");
        await using var held = await gate.TryTakeAsync(cancellationToken);
        if (held is null)
            return new WorkOutcome.Postponed("SYNC-001", "a run is being planned", TimeSpan.FromSeconds(1));
        if (await book.GetAsync(order.Run, cancellationToken) is not { State: RunReport.Running } run)
            return Done;

        try
        {
            var left = await look.LookAsync(ReadDepth.Changes, run: null, (_, _, _) => { }, cancellationToken);
            await EndAsync(run with { InSync = run.Undoes is null && !left.Plan.Writes.Any() }, cancellationToken);
            return Done;
        }
        catch (Exception failure) when (DirectoryFailure.Is(failure))
        {
            var (code, detail) = DirectoryFailure.Of(failure);
            if (item.Attempt < LastAttempt)
                return new WorkOutcome.Transient(code, detail);

            await EndAsync(run with { Code = code, Detail = detail }, cancellationToken);
            return Done;
        }
    }

    private async Task EndAsync(RunReport run, CancellationToken cancellationToken)
    {
        var ended = run with { State = run.Held.Count > 0 ? RunReport.HeldState : RunReport.Done, FinishedAt = clock.GetUtcNow() };
        await store.SaveAsync(ended, cancellationToken);
        metrics.Ended(ended);
    }

    private sealed record Order(Guid Run);
}

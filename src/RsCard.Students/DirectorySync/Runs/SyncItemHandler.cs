using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Carries out one released write of a run. Idempotent: every attempt reads and plans again, and does no more than what was released.
/// What it can't do ends the item, and not the run: the next run plans it again.
/// </summary>
internal sealed class SyncItemHandler(RunBook book, ReadOnlySwitch readOnly, SyncAttempt attempts, UndoAttempt undos, ItemBook items) : IWorkItemHandler
{
    /// <summary>About an hour: after that the next run plans it again.</summary>
    private const int LastAttempt = 40;

    public string Kind => SyncItem.WorkKind;

    public int Concurrency => 32;

    public int Batch => 64;

    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), MaxAttempts: 100);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem work, CancellationToken cancellationToken)
    {
        var order = SyncOrder.Parse(work.Payload);
        var item = await book.ItemAsync(order.Run, order.Position, cancellationToken);
        var ended = new ItemEnd(order, item);
        try
        {
            // Begun is finished, or at least looked at: the journal has to know what was written.
            if (order.Intent is null && await readOnly.FindAsync(cancellationToken) is not null)
                return items.End(ended.As(SyncItem.Held, ReadOnlySwitch.Code));

            var outcome = item.Reverse is null
                ? await attempts.TryAsync(work, ended, cancellationToken)
                : await undos.TryAsync(work, ended, item.Reverse, cancellationToken);
            return outcome is WorkOutcome.Transient(var code, var detail) && work.Attempt >= LastAttempt ? await attempts.GiveUpAsync(ended, code, detail, cancellationToken) : outcome;
        }
        catch (LdapOutcomeUnknownException unknown)
        {
            return await LaterAsync(work, ended, "DIR-004", $"{unknown.Code}: perhaps written; the next attempt reads first", cancellationToken);
        }
        catch (LdapException broken)
        {
            return await LaterAsync(work, ended, "DIR-001", broken.Message, cancellationToken);
        }
        catch (DirectoryReadException unreadable)
        {
            return await LaterAsync(work, ended, unreadable.Code, unreadable.Detail, cancellationToken);
        }
    }

    private async Task<WorkOutcome> LaterAsync(LeasedWorkItem work, ItemEnd ended, string code, string detail, CancellationToken cancellationToken) =>
        work.Attempt >= LastAttempt ? await attempts.GiveUpAsync(ended, code, detail, cancellationToken) : new WorkOutcome.Transient(code, detail);
}

/// <summary>How an item ends.</summary>
internal sealed record ItemEnd(SyncOrder Order, SyncItem Item)
{
    public string State { get; init; } = SyncItem.Done;

    public string? Code { get; init; }

    public string? Detail { get; init; }

    public ItemEnd As(string state, string? code, string? detail = null) => this with { State = state, Code = code, Detail = detail };
}

using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Carries out one released write of a run. Idempotent: every attempt reads and plans again, and does no more than what was released.
/// What it can't do ends the item, and not the run: the next run plans it again.
/// </summary>
internal sealed class SyncItemHandler(RunBook book, SyncAttempt attempts, UndoAttempt undos) : IWorkItemHandler
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
        var (item, keyring) = await book.ItemAsync(order.Run, order.Position, cancellationToken);
        var ended = new ItemEnd(order, item, keyring);
        if (item.IsGivenUp)
            return attempts.GiveUp(ended, RunReport.TookTooLong, "the run took too long: the next one plans this anew", SyncItem.Superseded);

        try
        {
            var outcome = item.Reverse is null
                ? await attempts.TryAsync(work, ended, cancellationToken)
                : await undos.TryAsync(work, ended, item.Reverse, cancellationToken);
            return outcome is WorkOutcome.Transient(var code, var detail) && work.Attempt >= LastAttempt ? attempts.GiveUp(ended, code, detail) : outcome;
        }
        catch (LdapOutcomeUnknownException unknown)
        {
            return Later(work, ended, "DIR-004", $"{unknown.Code}: perhaps written; the next attempt reads first");
        }
        catch (LdapException broken)
        {
            return Later(work, ended, "DIR-001", broken.Message);
        }
        catch (DirectoryReadException unreadable)
        {
            return Later(work, ended, unreadable.Code, unreadable.Detail);
        }
    }

    private WorkOutcome Later(LeasedWorkItem work, ItemEnd ended, string code, string detail) =>
        work.Attempt >= LastAttempt ? attempts.GiveUp(ended, code, detail) : new WorkOutcome.Transient(code, detail);
}

/// <summary>How an item ends.</summary>
/// <param name="Keyring">Opens and seals what is kept of the entry.</param>
internal sealed record ItemEnd(SyncOrder Order, SyncItem Item, EntryKeyring Keyring)
{
    public string State { get; init; } = SyncItem.Done;

    public string? Code { get; init; }

    public string? Detail { get; init; }

    public ItemEnd As(string state, string? code, string? detail = null) => this with { State = state, Code = code, Detail = detail };
}

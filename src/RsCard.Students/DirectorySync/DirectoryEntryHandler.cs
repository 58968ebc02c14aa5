using System.Text.Json;
using RsCard.Ldap;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// Writes one student's entry: read, plan, apply, read back. Idempotent: every attempt begins by reading, so an attempt whose
/// outcome is unknown is finished by the next one (D-42).
/// </summary>
internal sealed class DirectoryEntryHandler(
    IRegionDirectory directory,
    WantedEntries wantedEntries,
    Identifiers identifiers,
    EntryPlanner planner,
    WorkItemQueue queue,
    AuditTrail audit,
    EntryProofs proofs,
    EntryJournal journal,
    EntrySeals seals,
    ReadOnlySwitch readOnly,
    TimeProvider clock) : IWorkItemHandler
{
    public const string WorkKind = "directory";

    public string Kind => WorkKind;

    public int Concurrency => 16;

    /// <summary>A directory that is down overnight is waited for: about three days.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10), MaxAttempts: 400);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<DirectoryOrder>(item.Payload) ?? throw new JsonException("empty directory order");
        try
        {
            return await wantedEntries.FindAsync(order.Case, order.Closes, cancellationToken) is { } need
                ? await WriteAsync(item, order, need, cancellationToken)
                : new WorkOutcome.Permanent("DIR-020", "the student's values were erased: the entry is system management's");
        }
        catch (LdapException broken)
        {
            return DirectoryFailure.Of(broken);
        }
        catch (IdentifierTakenException taken)
        {
            return new WorkOutcome.Permanent("DIR-011", taken.Message);
        }
    }

    private async Task<WorkOutcome> WriteAsync(LeasedWorkItem item, DirectoryOrder order, EntryNeed need, CancellationToken cancellationToken)
    {
        var today = StockholmTime.DayOf(clock.GetUtcNow());
        var found = await directory.FindAsync(need.Keys, cancellationToken);
        var existing = found.FirstOrDefault(entry => entry.Branch != DirectoryBranch.Employees);
        if (existing is null && order.Closes)
            return new WorkOutcome.Completed("Done");

        var (rsId, hsaId) = await identifiers.GetOrGiveAsync(need.Student, existing, IsFreeAsync, cancellationToken);
        var wanted = need.Want(rsId, hsaId, existing, today);
        var plan = planner.Plan(wanted, found, today, need.EntryUuid);
        if (plan is EntryPlan.Conflict(var conflict, var reason))
            return new WorkOutcome.Permanent(conflict, reason);

        var begun = order.Begun?.Open(await seals.OpenAsync(need.Student, cancellationToken), need.Student);
        EntryImage? now = null;
        if (plan is not EntryPlan.Nothing)
        {
            if (await readOnly.FindAsync(cancellationToken) is not null)
                return ReadOnlySwitch.Postponed;

            now = EntryOf(plan) is { } entry ? await directory.FindImageAsync(entry.EntryUuid, cancellationToken) : null;
            begun ??= new Begun(KindOf(plan), now);
        }

        // Only now: what a person mends meanwhile isn't what this attempt set out to do.
        var intent = order.Intent ?? DirectoryIntent.Of(plan, wanted, order.Closes);
        if ((order.Intent is null || (order.Begun is null && begun is not null)) && !await KeepAsync(item, order with { Intent = intent }, begun, need.Student, cancellationToken))
            return new WorkOutcome.Transient("WORK-002", "the lease has gone");

        return await directory.ApplyAsync(plan, now, cancellationToken) switch
        {
            ApplyResult.Refused(var code, var detail) => new WorkOutcome.Permanent(code, detail),
            ApplyResult.Changed(var code, var detail) => new WorkOutcome.Transient(code, detail),
            _ => await ProveAsync(order.Case, need, need.HandPeriod(existing, today), wanted, plan is EntryPlan.Nothing ? intent : intent.With(DirectoryIntent.Of(plan, wanted, order.Closes)), begun, cancellationToken),
        };
    }

    private async Task<bool> KeepAsync(LeasedWorkItem item, DirectoryOrder order, Begun? begun, StudentId student, CancellationToken cancellationToken)
    {
        var kept = begun?.Seal(await seals.OpenAsync(student, cancellationToken), student);
        return await queue.ReplacePayloadAsync(item, JsonSerializer.Serialize(order with { Begun = kept }), cancellationToken);
    }

    /// <summary>'Done' is said only of what was read back.</summary>
    private async Task<WorkOutcome> ProveAsync(
        CaseId caseId, EntryNeed need, (DateOnly? From, DateOnly? To) handPeriod, WantedEntry wanted, DirectoryIntent done, Begun? begun, CancellationToken cancellationToken)
    {
        var found = await directory.FindAsync([EntryKey.RsId(wanted.RsId)], cancellationToken);
        if (planner.Plan(wanted, found, StockholmTime.DayOf(clock.GetUtcNow())) is not EntryPlan.Nothing(var proved)
            || await directory.FindImageAsync(proved.EntryUuid, cancellationToken) is not { } after)
            return new WorkOutcome.Transient("DIR-005", "read back, the entry isn't as it was written");

        return new WorkOutcome.Completed(done.Outcome, async (transaction, token) =>
        {
            await proofs.RecordAsync(transaction, [new EntryProof(need.Student, wanted, after, handPeriod, done.ChangesName)], token);
            if (begun is not null)
            {
                var keyring = await seals.OpenAsync(transaction.Connection!, need.Student, token);
                await journal.WriteAsync(
                    transaction,
                    [new SealedLine(new JournalLine(Run: null, need.Student, after.EntryUuid, begun.Kind, begun.Before, after, Proved: true), keyring)],
                    token);
            }

            if (done.Verb is { } verb)
                await audit.WriteAsync(transaction, [Describe(caseId, need.Student, wanted, proved, verb, done.Attributes)], token);
        });
    }

    private static FoundEntry? EntryOf(EntryPlan plan) => plan switch
    {
        EntryPlan.Modify(var entry, _, _) => entry,
        EntryPlan.Move(var entry, _, _) => entry,
        _ => null,
    };

    private static WriteKind KindOf(EntryPlan plan) => plan switch
    {
        EntryPlan.Modify => WriteKind.Modify,
        EntryPlan.Move => WriteKind.Move,
        _ => WriteKind.Add,
    };

    /// <summary>Numbers stand also in entries that were made by hand: one that the directory holds is left unused (D-52).</summary>
    private async Task<bool> IsFreeAsync(EntryKey key, CancellationToken cancellationToken) =>
        (await directory.FindAsync([key], cancellationToken)).Count == 0;

    private AuditEvent Describe(CaseId caseId, StudentId student, WantedEntry wanted, FoundEntry proved, string verb, IReadOnlyList<string> attributes) => new(
        "system",
        $"directory.{verb}",
        caseId,
        student,
        new { entry = proved.EntryUuid, attributes },
        planner.Attributes(wanted).Where(attribute => attributes.Contains(attribute.Name)).ToDictionary(attribute => attribute.Name, attribute => attribute.Value ?? ""));
}

using Dapper;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;

namespace RsCard.Students.Counter;

/// <summary>
/// What the counter's page does: judged at once by the desks, so that a refusal is said while the student stands there, and carried out
/// when the time to take it back is over, dated as it was done. The command line acts at once (<see cref="StationDesk"/>).
/// </summary>
public sealed class CounterDesk(
    NpgsqlDataSource database, DeskWork work, StationDesk station, ReserveCardDesk reserveCards, HeldActions held, WorkflowEngine engine, CardStore cards, StudentKeys studentKeys, TimeProvider clock)
    : IHeldActionKind
{
    public const string Counter = "counter";

    public string Kind => Counter;

    /// <summary>Registers it, to be carried out when it can't be taken back any more.</summary>
    /// <returns>What the desk says of it; STATION-008 where something of the student's can still be taken back.</returns>
    public async Task<DeskResult> HoldAsync(CaseId caseId, CounterAction action, string actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(caseId, cancellationToken) is not null)
            return DeskTexts.StillHeld();

        var trial = work.EndingWith((_, result, _) => Task.FromResult(result is DeskResult.Refused));
        var result = await ActAsync(caseId, action, actor, trial, clock, cancellationToken);
        return result is DeskResult.Refused || await KeepAsync(caseId, action, actor, cancellationToken) ? result : DeskTexts.StillHeld();
    }

    /// <summary>What can still be taken back of this student's, in whichever case; null: nothing.</summary>
    public async Task<HeldAction?> FindAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var cases = await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken);
        return await held.ListAsync(connection, Counter, cases, cancellationToken) is [var found, ..] ? found : null;
    }

    /// <returns>Whether there was something left to take back.</returns>
    public async Task<bool> UndoAsync(CaseId caseId, string actor, CancellationToken cancellationToken) =>
        await FindAsync(caseId, cancellationToken) is { } found && await held.UndoAsync(Counter, found.Batch, cases: null, actor, cancellationToken) > 0;

    public async Task<WorkOutcome> CarryOutAsync(Guid batch, IReadOnlyList<CaseId> cases, string actor, CancellationToken cancellationToken)
    {
        foreach (var caseId in cases)
        {
            if (await OpenAsync(batch, caseId, cancellationToken) is not var (action, at))
            {
                await EndAsync(batch, caseId, cancellationToken);
                continue;
            }

            // Taken back in the same moment: nothing of it stays.
            var carriedOut = work.EndingWith(async (transaction, result, token) =>
                await held.EndAsync(transaction, batch, [(caseId, (result as DeskResult.Refused)?.Code)], token) > 0);
            await ActAsync(caseId, action, actor, carriedOut, new Moment(at), cancellationToken);
        }

        return new WorkOutcome.Completed("Done");
    }

    private Task<DeskResult> ActAsync(CaseId caseId, CounterAction action, string actor, DeskWork by, TimeProvider at, CancellationToken cancellationToken) => action switch
    {
        CounterAction.Photo photo => station.With(by, at).TakePhotoAsync(caseId, photo.Station, photo.Document, photo.Reused, actor, cancellationToken),
        CounterAction.HandOver given => station.With(by, at).HandOverAsync(caseId, given.Station, given.Document, actor, cancellationToken),
        CounterAction.Activation given => station.With(by, at).ActivateAsync(caseId, given.Station, given.Document, actor, cancellationToken),
        CounterAction.ReserveCard card => reserveCards.With(by, at).IssueAsync(caseId, card.Station, card.Given, actor, cancellationToken),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>One a student at a time: two counters that act at once are held one after the other by the student's cases.</summary>
    private async Task<bool> KeepAsync(CaseId caseId, CounterAction action, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var cases = await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken);
        await engine.LockAsync(transaction, [.. cases], cancellationToken);
        if ((await HeldActions.LockAsync(transaction, cases, cancellationToken)).Count > 0)
            return false;

        var student = await StudentOfAsync(connection, caseId, cancellationToken);
        var keyring = await studentKeys.OpenAsync(connection, [student], cancellationToken);
        var isHeld = await held.HoldAsync(transaction, HeldBatch.New(Counter, actor) with { Place = action.At, What = action.What }, [caseId], awaitsSecond: false, keyring.Seal(student, action), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isHeld.Count > 0;
    }

    /// <summary>The person was erased meanwhile (D-4): nobody is left to do it for.</summary>
    private async Task EndAsync(Guid batch, CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await held.EndAsync(transaction, batch, [(caseId, "STATION-005")], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Null where it has been taken back, or the person erased.</summary>
    private async Task<(CounterAction Action, DateTimeOffset At)?> OpenAsync(Guid batch, CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(byte[]? Sealed, DateTimeOffset At)?>(new CommandDefinition(
            """
            select order_sealed, held_at
            from held_action
            where batch_id = @batch
            and case_id = @caseId
            and state = 'held'
            """,
            new { batch, caseId },
            cancellationToken: cancellationToken));
        if (row is not { } found)
            return null;

        var student = await StudentOfAsync(connection, caseId, cancellationToken);
        var keyring = await studentKeys.OpenAsync(connection, [student], cancellationToken);
        return keyring.Open<CounterAction>(student, found.Sealed) is { } action ? (action, found.At) : null;
    }

    private static async Task<StudentId> StudentOfAsync(NpgsqlConnection connection, CaseId caseId, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<StudentId>(new CommandDefinition(
            """
            select e.student_id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            """,
            new { caseId },
            cancellationToken: cancellationToken));
}

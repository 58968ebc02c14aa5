using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Students;

namespace RsCard.Students.Photos;

/// <summary>
/// Erases pictures that nobody needs any more: the card isn't on its way, because it was handed over (as passport copies, D-25) or will
/// not be. That there was one, by whom and when, stays.
/// </summary>
[Recurs("erase-card-photos", "40 3 * * *")]
public sealed class EraseCardPhotos(NpgsqlDataSource database, AuditTrail audit, TimeProvider clock) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var erased = (await connection.QueryAsync<(Guid Card, Guid Student, Guid Case)>(new CommandDefinition(
            """
            update card_photo
            set content_sealed = null,
                erased_at = @now
            from card
            where card.id = card_photo.card_id
            and card_photo.content_sealed is not null
            and card.state not in ('applied', 'expected', 'at-station')
            returning card.id, card.student_id, card.case_id
            """,
            new { now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await audit.WriteAsync(
            transaction,
            [.. erased.Select(photo => new AuditEvent("system", "photo.erased", new CaseId(photo.Case), new StudentId(photo.Student), new { card = photo.Card }))],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RunResult.Done($"{erased.Count} pictures erased");
    }
}

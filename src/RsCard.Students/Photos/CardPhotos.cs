using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Photos;

/// <summary>Pictures that a counter's camera took, sealed with the student's own key (D-11, D-41). Every reading is in the audit trail.</summary>
public sealed class CardPhotos(NpgsqlDataSource database, StudentKeys studentKeys, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Whether the student's newest card has a picture that can be read; null: there is none.</summary>
    public async Task<KeptPhoto?> FindAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, caseId, cancellationToken);
    }

    /// <returns>Null where there is no picture, it was erased, or the card belongs to none of these stations.</returns>
    /// <param name="stations">Whose pictures the person may see; null: all.</param>
    public async Task<byte[]?> ReadAsync(CaseId caseId, IReadOnlyCollection<string>? stations, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(connection, caseId, cancellationToken) is not { } photo || stations?.Contains(photo.Station) == false)
            return null;

        var kept = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            "select content_sealed from card_photo where card_id = @Card",
            new { photo.Card },
            cancellationToken: cancellationToken));
        var keyring = await studentKeys.OpenAsync(connection, [photo.Student], cancellationToken);
        if (kept is null || keyring.OpenBytes(photo.Student, kept, Name(photo.Card)) is not { } content)
            return null;

        await audit.WriteAsync(transaction, [new AuditEvent(actor, "photo.read", caseId, photo.Student, new { card = photo.Card })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return content;
    }

    /// <summary>Keeps the picture of a new card.</summary>
    /// <param name="content">As <see cref="JpegPicture.IsGood"/> judged it.</param>
    internal async Task AddAsync(NpgsqlTransaction transaction, Guid card, byte[] content, string actor, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("the transaction is over");
        var student = await connection.QuerySingleAsync<StudentId>(new CommandDefinition("select student_id from card where id = @card", new { card }, transaction, cancellationToken: cancellationToken));
        var keyring = await studentKeys.OpenAsync(connection, [student], cancellationToken);
        if (!keyring.Has(student))
            return;

        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into card_photo (card_id, student_id, size, content_sealed, taken_by, taken_at)
            values (@card, @student, @size, @sealedContent, @actor, @now)
            """,
            new { card, student, size = content.Length, sealedContent = keyring.SealBytes(student, content, Name(card)), actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static async Task<KeptPhoto?> FindAsync(NpgsqlConnection connection, CaseId caseId, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<KeptPhoto>(new CommandDefinition(
            """
            select card.id as card, card.student_id as student, card.station_code as station
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join card on card.student_id = e.student_id
            join card_photo photo on photo.card_id = card.id
            where c.id = @caseId
            and photo.content_sealed is not null
            order by photo.taken_at desc, card.id desc
            limit 1
            """,
            new { caseId },
            cancellationToken: cancellationToken));

    /// <summary>What a picture is sealed as: bytes of one card's never open as another's.</summary>
    private static string Name(Guid card) => $"card-photo/{card}";
}

/// <param name="Station">The code of the station that the card belongs to.</param>
public sealed record KeptPhoto(Guid Card, StudentId Student, string Station);

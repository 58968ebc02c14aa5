using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>A mail as it was sent, with a placeholder where the status link stood.</summary>
/// <param name="Mail">Null when the student's values were erased.</param>
/// <param name="State">composed, sent, refused or cancelled.</param>
public sealed record KeptMail(MailId Id, CaseId Case, string Kind, string State, string MessageId, DateTimeOffset ComposedAt, DateTimeOffset? SentAt, ComposedMail? Mail);

/// <summary>Mails that were sent, for those who may see the case.</summary>
public sealed class MailBook(NpgsqlDataSource database, StudentKeys studentKeys)
{
    /// <summary>The mails of a case, the oldest first.</summary>
    public async Task<IReadOnlyList<KeptMail>> ListAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select id, student_id, case_id, kind, state, message_id, composed_at, sent_at, text_sealed
            from mail
            where case_id = @caseId
            order by composed_at, id
            """,
            new { caseId },
            cancellationToken: cancellationToken))).ToList();
        var keyring = await studentKeys.OpenAsync(connection, [.. rows.Select(row => new StudentId(row.StudentId))], cancellationToken);
        return
        [
            .. rows.Select(row => new KeptMail(
                new MailId(row.Id),
                new CaseId(row.CaseId),
                row.Kind,
                row.State,
                row.MessageId,
                row.ComposedAt,
                row.SentAt,
                keyring.Open<ComposedMail>(new StudentId(row.StudentId), row.TextSealed))),
        ];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public Guid CaseId { get; init; }

        public string Kind { get; init; } = "";

        public string State { get; init; } = "";

        public string MessageId { get; init; } = "";

        public DateTimeOffset ComposedAt { get; init; }

        public DateTimeOffset? SentAt { get; init; }

        public byte[] TextSealed { get; init; } = [];
    }
}

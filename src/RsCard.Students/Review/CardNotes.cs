using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Database;

namespace RsCard.Students.Review;

/// <summary>What the HSA team has noted of cards that the directory says nothing of (D-8).</summary>
public sealed class CardNotes(NpgsqlDataSource database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Notes it, or takes the place of what was noted before.</summary>
    /// <returns>Null when it is done, else the code: REVIEW-004 no such case, REVIEW-005 not a state, REVIEW-006 the directory has card facts, which count.</returns>
    public async Task<string?> NoteAsync(CaseId caseId, CardNote note, string actor, CancellationToken cancellationToken)
    {
        if (note.State is not (CardState.InDirectoryActive or CardState.InDirectoryInactive))
            return "REVIEW-005";

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Student, bool IsKnown)?>(new CommandDefinition(
            """
            select e.student_id, entry.card_state is not null
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            left join directory_entry entry on entry.student_id = e.student_id
            where c.id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));
        if (found is not { } student)
            return "REVIEW-004";
        if (student.IsKnown)
            return "REVIEW-006";

        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into card_note (student_id, serial, state, has_photo, has_same_name, valid_to, noted_by, noted_at)
            values (@Student, @Serial, @State, @HasPhoto, @HasSameName, @ValidTo, @actor, @now)
            on conflict (student_id) do update
            set serial = excluded.serial,
                state = excluded.state,
                has_photo = excluded.has_photo,
                has_same_name = excluded.has_same_name,
                valid_to = excluded.valid_to,
                noted_by = excluded.noted_by,
                noted_at = excluded.noted_at
            """,
            new { student.Student, note.Serial, note.State, note.HasPhoto, note.HasSameName, note.ValidTo, actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "review.card-noted", caseId, new StudentId(student.Student), new { note.State, note.HasPhoto, note.HasSameName, note.ValidTo })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>What a code of <see cref="NoteAsync"/> means, in English.</summary>
    public static string Explain(string code) => code switch
    {
        "REVIEW-004" => "REVIEW-004: there is no such case.",
        "REVIEW-005" => "REVIEW-005: a card is active or inactive.",
        _ => "REVIEW-006: the directory has facts of the student's card, and those count.",
    };

    /// <summary>By student; only those of whom something is noted. One query.</summary>
    public async Task<Dictionary<StudentId, CardNote>> FindAsync(NpgsqlConnection connection, IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(Guid Student, string? Serial, string State, bool HasPhoto, bool HasSameName, DateOnly ValidTo)>(new CommandDefinition(
            """
            select student_id, serial, state, has_photo, has_same_name, valid_to
            from card_note
            where student_id = any(@ids)
            """,
            new { ids = students.Select(id => id.Value).Distinct().ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => new StudentId(row.Student), row => new CardNote(row.Serial, row.State, row.HasPhoto, row.HasSameName, row.ValidTo));
    }
}

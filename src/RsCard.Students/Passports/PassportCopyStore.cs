using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Passports;

/// <summary>Passport copies as they lie in the database: content and certifier sealed with the student's own key (D-41).</summary>
public sealed class PassportCopyStore(StudentKeys studentKeys, TimeProvider clock)
{
    /// <summary>The student's newest copy, sent in this case or another of theirs; null where there is none.</summary>
    public async Task<PassportCopyView?> FindNewestAsync(NpgsqlConnection connection, CaseId caseId, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            """
            select
                copy.id, copy.student_id, copy.case_id, copy.media_type, copy.size, copy.certified_on, copy.certifier_sealed,
                copy.passport_valid_to, copy.uploaded_by, copy.uploaded_at, copy.decision, copy.reason, copy.decided_by, copy.decided_at,
                copy.erased_at
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join passport_copy copy on copy.student_id = e.student_id
            where c.id = @caseId
            order by copy.uploaded_at desc, copy.id desc
            limit 1
            """,
            new { caseId },
            cancellationToken: cancellationToken));
        if (row is null)
            return null;

        var student = new StudentId(row.StudentId);
        var keyring = await studentKeys.OpenAsync(connection, [student], cancellationToken);
        return row.ToView(keyring.Open<Certifier>(student, row.CertifierSealed));
    }

    /// <summary>Null where the content was erased, or the student's key destroyed.</summary>
    internal async Task<byte[]?> FindContentAsync(NpgsqlConnection connection, PassportCopyView copy, CancellationToken cancellationToken)
    {
        var kept = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            "select content_sealed from passport_copy where id = @Id",
            new { copy.Id },
            cancellationToken: cancellationToken));
        if (kept is null)
            return null;

        var keyring = await studentKeys.OpenAsync(connection, [copy.Student], cancellationToken);
        return keyring.OpenBytes(copy.Student, kept, Name(copy.Id));
    }

    /// <returns>The copy's id; null where the student's key was destroyed.</returns>
    internal async Task<Guid?> AddAsync(
        NpgsqlTransaction transaction, StudentId student, CaseId caseId, CertifiedCopy copy, CopyFormat format, string actor, CancellationToken cancellationToken)
    {
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [student], cancellationToken);
        if (!keyring.Has(student))
            return null;

        var id = Guid.CreateVersion7();
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into passport_copy (
                id, student_id, case_id, media_type, size, content_sealed, certified_on, certifier_sealed, passport_valid_to, uploaded_by,
                uploaded_at)
            values (@id, @student, @caseId, @MediaType, @size, @content, @CertifiedOn, @certifier, @PassportValidTo, @actor, @now)
            """,
            new
            {
                id,
                student,
                caseId,
                format.MediaType,
                size = copy.Content.Length,
                content = keyring.SealBytes(student, copy.Content, Name(id)),
                copy.CertifiedOn,
                certifier = keyring.Seal(student, copy.Certifier),
                copy.PassportValidTo,
                actor,
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken));
        return id;
    }

    /// <returns>False where it was decided already, or a newer copy has taken its place.</returns>
    internal async Task<bool> DecideAsync(NpgsqlTransaction transaction, Guid copy, string decision, string? reason, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update passport_copy
            set decision = @decision,
                reason = @reason,
                decided_by = @actor,
                decided_at = @now
            where id = @copy
            and decision is null
            and not exists (
                select
                from passport_copy newer
                where newer.student_id = passport_copy.student_id
                and (newer.uploaded_at, newer.id) > (passport_copy.uploaded_at, passport_copy.id))
            """,
            new { copy, decision, reason, actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) == 1;

    /// <summary>What a copy's content is sealed as: bytes of one copy never open as another's.</summary>
    private static string Name(Guid copy) => $"passport-copy/{copy}";

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public Guid CaseId { get; init; }

        public string MediaType { get; init; } = "";

        public int Size { get; init; }

        public DateOnly CertifiedOn { get; init; }

        public byte[]? CertifierSealed { get; init; }

        public DateOnly? PassportValidTo { get; init; }

        public string UploadedBy { get; init; } = "";

        public DateTimeOffset UploadedAt { get; init; }

        public string? Decision { get; init; }

        public string? Reason { get; init; }

        public string? DecidedBy { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public DateTimeOffset? ErasedAt { get; init; }

        public PassportCopyView ToView(Certifier? certifier) => new(
            Id, new StudentId(StudentId), new CaseId(CaseId), CopyFormat.Get(MediaType), Size, CertifiedOn, certifier, PassportValidTo, UploadedBy,
            UploadedAt, Decision, Reason, DecidedBy, DecidedAt, ErasedAt);
    }
}

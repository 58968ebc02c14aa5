using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Reports;

/// <summary>
/// A student says that something is wrong, and somebody answers (D-17). Nothing of the case is changed by either: who answers puts right
/// what is wrong where that is done.
/// </summary>
public sealed class ReportDesk(NpgsqlDataSource database, StudentKeys studentKeys, CardStore cards, WorkItemQueue queue, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Of a text and of an answer.</summary>
    public const int MostCharacters = 1000;

    /// <summary>The student says it. Said twice before it is answered, it is said once: the first text stays.</summary>
    /// <param name="text">As the kind asks for it; null where it holds none.</param>
    public async Task<ReportOutcome> OpenAsync(CaseId caseId, ReportKind kind, string? text, CancellationToken cancellationToken)
    {
        var words = kind.Holds switch
        {
            ReportText.Nothing => null,
            ReportText.MailAddress => MailCell.Find(text?.Trim() ?? ""),
            _ => text?.Trim() is { Length: > 0 and <= MostCharacters } written ? written : null,
        };
        if (words is null && kind.Holds != ReportText.Nothing)
            return ReportOutcome.NotReadable;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await cards.FindStudentAsync(transaction, caseId, cancellationToken) is not { } student)
            return ReportOutcome.Gone;
        var keyring = await studentKeys.OpenAsync(connection, [student], cancellationToken);
        if (!keyring.Has(student))
            return ReportOutcome.Gone;

        var isNew = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into student_report (id, student_id, case_id, kind, turn, text_sealed, reported_at)
            values (@id, @student, @caseId, @Code, @Turn, @words, @now)
            on conflict (case_id, kind) where answered_at is null do nothing
            """,
            new { id = Guid.CreateVersion7(), student, caseId, kind.Code, kind.Turn, words = words is null ? null : keyring.Seal(student, new SealedText(words)), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) == 1;
        if (isNew)
            await audit.WriteAsync(transaction, [new AuditEvent("student", "report.opened", caseId, student, new { kind = kind.Code })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ReportOutcome.Done;
    }

    /// <summary>It is done, or was no fault, and the student is told by mail. Whose reports somebody may answer is the caller's to judge.</summary>
    /// <param name="answer">The student reads it on the status page; null or empty: nothing but that it is answered.</param>
    /// <returns>False where somebody has answered it before, or there is no such report of the case.</returns>
    public async Task<bool> AnswerAsync(CaseId caseId, Guid report, string? answer, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await cards.FindStudentAsync(transaction, caseId, cancellationToken) is not { } student)
            return false;

        var words = answer?.Trim() is { Length: > 0 } written ? written[..Math.Min(written.Length, MostCharacters)] : null;
        var keyring = await studentKeys.OpenAsync(connection, [student], cancellationToken);
        var isAnswered = await connection.ExecuteAsync(new CommandDefinition(
            """
            update student_report
            set answer_sealed = @words,
                answered_by = @actor,
                answered_at = @now
            where id = @report
            and case_id = @caseId
            and answered_at is null
            """,
            new { report, caseId, actor, words = words is null || !keyring.Has(student) ? null : keyring.Seal(student, new SealedText(words)), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) == 1;
        if (isAnswered)
        {
            await queue.OrderMailAsync(transaction, student, new MailOrder(nameof(MailKind.ReportAnswered), caseId), cancellationToken);
            await audit.WriteAsync(transaction, [new AuditEvent(actor, "report.answered", caseId, student, new { report })], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return isAnswered;
    }
}

/// <summary>What came of saying that something is wrong.</summary>
public enum ReportOutcome
{
    /// <summary>It is somebody's turn; it may have been before.</summary>
    Done,

    /// <summary>Text is missing or too long, or no e-mail address.</summary>
    NotReadable,

    /// <summary>The student's values were erased.</summary>
    Gone,
}

using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>What waits for a student, or for the administrators of an institution: all of it, so that one mail is enough (D-64).</summary>
public sealed class MailStepsReader(WorkflowEngine engine, SwedishWorkingDays workingDays, TimeProvider clock)
{
    /// <summary>Working days without a visit, after which the administrator is told (D-63).</summary>
    private const int UnreadWorkingDays = 10;

    /// <param name="audience">The student: the student's own steps. The administrator: those of the institution of the case.</param>
    /// <returns>The oldest first.</returns>
    public async Task<IReadOnlyList<MailStep>> ReadAsync(NpgsqlConnection connection, MailAudience audience, CaseId caseId, CancellationToken cancellationToken)
    {
        var isToStudent = audience == MailAudience.Student;
        var owner = isToStudent ? Owners.Student : Owners.StudyAdministrator;
        var cases = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                other.id,
                rs.value as rs_id,
                sent.row_number,
                sent.file_name,
                case when not exists (select from status_read where case_id = other.id) and not exists (select from card where student_id = e.student_id)
                    then (select max(sent_at) from mail where case_id = other.id and kind = any(@rsIdMails) and state = 'sent')
                end as unread_since
            from student_case c
            join enrolment own on own.id = c.enrolment_id
            join enrolment e on case when @isToStudent then e.student_id = own.student_id else e.institution_code = own.institution_code end
            join student_case other on other.enrolment_id = e.id
            left join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
            left join lateral (
                select r.row_number, s.file_name
                from review_reason r
                join submission s on s.id = r.submission_id
                where r.case_id = other.id
                order by r.noted_at desc
                limit 1
            ) sent on true
            where c.id = @caseId
            and other.closed_at is null
            """,
            new { caseId, isToStudent, rsIdMails = MailCatalogue.RsIdMails },
            cancellationToken: cancellationToken))).ToDictionary(row => row.Id);

        var open = (await engine.OpenStepsAsync(connection, [.. cases.Keys], cancellationToken)).Where(step => step.Owner == owner);
        var steps =
            from step in open
            from shown in OpenSteps.Of([step])
            select new MailStep(shown.Swedish, shown.English, StockholmTime.DayOf(shown.Since), isToStudent ? null : NameOf(cases[step.CorrelationId]));
        return [.. steps.Concat(isToStudent ? [] : cases.Values.SelectMany(Unread)).OrderBy(step => step.Since)];
    }

    private IEnumerable<MailStep> Unread(Row row)
    {
        if (row.UnreadSince is { } at && workingDays.Add(StockholmTime.DayOf(at), UnreadWorkingDays) <= clock.Today())
            yield return new MailStep("Har inte läst mejlet med RSid", "Hasn't read the mail with the RSid", StockholmTime.DayOf(at), NameOf(row));
    }

    /// <summary>Never the student's name: mails are read by others too. Administrators read Swedish.</summary>
    private static string NameOf(Row row) =>
        row is { FileName: { } list, RowNumber: { } number } ? $"rad {number} i {list}" : $"RSid {row.RsId ?? "saknas"}";

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string? RsId { get; init; }

        public int? RowNumber { get; init; }

        public string? FileName { get; init; }

        public DateTimeOffset? UnreadSince { get; init; }
    }
}

using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// Whom of the students to remind today: whose step is overdue, and who hasn't visited since the mail with the RSid (D-63). Nobody who has
/// a break, whose case is closed, or who was erased.
/// </summary>
public sealed class StudentReminders(NpgsqlDataSource database, ReminderDays days, ProcessOptions options, SwedishWorkingDays workingDays)
{
    private const int StudentsInOneTransaction = 500;

    /// <returns>How many are reminded.</returns>
    public async Task<int> OrderAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var ordered = 0;
        foreach (var chunk in (await FindAsync(today, cancellationToken)).Chunk(StudentsInOneTransaction))
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            ordered += await days.OrderAsync(transaction, today, chunk, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return ordered;
    }

    private async Task<List<Reminder>> FindAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with overdue as (
                select distinct on (e.student_id) e.student_id, c.id as case_id, bookmark.due_by
                from workflow.bookmark
                join student_case c on c.id = bookmark.correlation_id
                join enrolment e on e.id = c.enrolment_id
                where bookmark.kind = 'signal'
                and bookmark.owner = @owner
                and bookmark.due_by < @startOfDay
                and c.closed_at is null
                and not exists (select from workflow.parked_case where correlation_id = c.id)
                order by e.student_id, bookmark.due_by
            ), unread as (
                select distinct on (e.student_id) e.student_id, c.id as case_id, max(mail.sent_at) over (partition by e.student_id) as mailed_at
                from mail
                join student_case c on c.id = mail.case_id
                join enrolment e on e.id = c.enrolment_id
                where mail.kind = any(@rsIdMails)
                and mail.state = 'sent'
                and c.closed_at is null
                and c.ending_at is null
                and not exists (select from workflow.parked_case where correlation_id = c.id)
                and not exists (select from card where card.student_id = e.student_id)
                and not exists (
                    select
                    from status_read
                    join student_case own on own.id = status_read.case_id
                    join enrolment its on its.id = own.enrolment_id
                    where its.student_id = e.student_id)
                order by e.student_id, mail.sent_at desc
            )
            select
                student.id,
                coalesce(overdue.case_id, unread.case_id) as case_id,
                overdue.due_by,
                case when unread.mailed_at < @unreadBefore then unread.mailed_at end as mailed_at,
                (select max(day) from reminder_day where reader = 'student:' || student.id) as last_reminded,
                (select count(*) from reminder_day where reader = 'student:' || student.id and day > (overdue.due_by at time zone 'Europe/Stockholm')::date) as times_since_due
            from overdue
            full join unread on unread.student_id = overdue.student_id
            join student on student.id = coalesce(overdue.student_id, unread.student_id)
            where student.erased_at is null
            and (overdue.due_by is not null or unread.mailed_at < @unreadBefore)
            -- A reminder of the process that came today is the one mail of the day.
            and not exists (
                select
                from mail
                where mail.student_id = student.id
                and mail.kind = any(@reminders)
                and mail.composed_at >= @startOfDay)
            order by student.id
            """,
            new
            {
                owner = Owners.Student,
                rsIdMails = MailCatalogue.RsIdMails,
                reminders = new[] { nameof(MailKind.PlacementReminder), nameof(MailKind.PlacementLastDayPassed) },
                startOfDay = StockholmTime.At(today, TimeOnly.MinValue),
                unreadBefore = StockholmTime.At(workingDays.Before(today, options.UnreadWithinWorkingDays).AddDays(1), TimeOnly.MinValue),
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => ReminderOf(row, today)).OfType<Reminder>()];
    }

    private Reminder? ReminderOf(Row row, DateOnly today)
    {
        var isRested = row.LastReminded is not { } last || workingDays.Between(last, today) >= options.ReminderEveryWorkingDays;
        var isUnread = row.MailedAt is { } mailed && (row.LastReminded is not { } before || before <= StockholmTime.DayOf(mailed));
        return row.DueBy is not null && isRested && row.TimesSinceDue < options.MostReminders ? Of(row, MailKind.StepReminder)
            : isUnread ? Of(row, MailKind.RsIdReminder)
            : null;
    }

    private static Reminder Of(Row row, MailKind kind) => new($"student:{row.Id}", kind, new StudentId(row.Id).ToString(), new CaseId(row.CaseId));

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid CaseId { get; init; }

        /// <summary>Of the step that has been overdue longest.</summary>
        public DateTimeOffset? DueBy { get; init; }

        /// <summary>When the mail with the RSid was sent that nobody has visited after, long enough ago.</summary>
        public DateTimeOffset? MailedAt { get; init; }

        public DateOnly? LastReminded { get; init; }

        public long TimesSinceDue { get; init; }
    }
}

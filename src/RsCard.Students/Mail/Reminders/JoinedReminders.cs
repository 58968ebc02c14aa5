using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// A student with two placements whose reminders fall on one day gets one mail that tells both (D-15, D-64): the first one that is
/// composed tells the others, and those are then told.
/// </summary>
public sealed class JoinedReminders(TimeProvider clock)
{
    private static readonly string[] Kinds = [nameof(MailKind.PlacementReminder), nameof(MailKind.PlacementLastDayPassed)];

    /// <summary>On which days before the first one the process reminds, or says that the last day has passed (D-15).</summary>
    private static readonly int[] DaysBefore = [14, 10, 7, 6];

    internal static bool IsOne(MailKind kind) => Kinds.Contains(kind.ToString(), StringComparer.Ordinal);

    /// <summary>
    /// The student's other placements at private units that are to be told today: their mail is ordered already, or falls on this day, and
    /// no other mail of today has told them.
    /// </summary>
    internal async Task<IReadOnlyList<MailPlacement>> FindOthersAsync(NpgsqlConnection connection, StudentId student, Guid? placement, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var others = await connection.QueryAsync<(Guid Id, string Unit, DateOnly FirstDay)>(new CommandDefinition(
            """
            select placement.id, placement.unit, placement.first_day
            from placement
            join enrolment e on e.id = placement.enrolment_id
            join student_case c on c.enrolment_id = e.id
            where e.student_id = @student
            and placement.id is distinct from @placement
            and placement.unit_kind = 'private'
            and placement.process_started_at is not null
            and c.closed_at is null
            and c.ending_at is null
            and not exists (select from workflow.parked_case where correlation_id = c.id)
            and (placement.first_day - @today = any(@DaysBefore) or exists (
                select
                from workflow.work_item
                where key = @key
                and kind = @work
                and state = 'ready'
                and payload ->> 'Mail' = any(@Kinds)
                and payload ->> 'Subject' = placement.id::text))
            and not exists (select from reminder_day where reader = 'placement:' || placement.id and day = @today)
            order by placement.first_day, placement.id
            """,
            new { student, placement, today, DaysBefore, Kinds, key = student.ToString(), work = MailHandler.WorkKind },
            cancellationToken: cancellationToken));
        return [.. others.Select(other => new MailPlacement(other.Id, other.Unit, MailFactsReader.SendBy(other.FirstDay), MailFactsReader.SendBy(other.FirstDay).DayNumber - today.DayNumber))];
    }

    /// <summary>Another mail of today has told this placement.</summary>
    internal async Task<bool> IsToldAsync(NpgsqlConnection connection, Guid? placement, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from reminder_day where reader = 'placement:' || @placement and day = @today)",
            new { placement = placement?.ToString(), today = clock.Today() },
            cancellationToken: cancellationToken));

    /// <summary>These are told by a mail about another placement. A run that is broken off before that mail is kept tells them again.</summary>
    internal async Task NoteAsync(NpgsqlConnection connection, MailKind kind, IReadOnlyList<MailPlacement> told, CancellationToken cancellationToken)
    {
        if (told.Count == 0)
            return;

        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into reminder_day (reader, day, kind)
            select 'placement:' || placement, @today, @kind
            from unnest(@told) as new (placement)
            on conflict do nothing
            """,
            new { told = told.Select(other => other.Id.ToString()).ToArray(), today = clock.Today(), kind = kind.ToString() },
            cancellationToken: cancellationToken));
    }
}

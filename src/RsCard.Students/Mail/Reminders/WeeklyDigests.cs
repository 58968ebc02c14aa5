using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// One mail a week to each institution that there is anything to say to: how it stands. The week is taken by the first run that looks at
/// it, so that a second, also on another node, says nothing more, and one that comes late still says it. It is the institution's one mail
/// of its day (D-64).
/// </summary>
public sealed class WeeklyDigests(NpgsqlDataSource database, WeeklyOverview overview, ReminderDays days)
{
    /// <param name="today">A working day.</param>
    /// <returns>How many institutions are written to.</returns>
    public async Task<int> OrderAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ordered = 0;
        foreach (var institution in (await connection.QueryAsync<string>(new CommandDefinition("select code from institution order by code", cancellationToken: cancellationToken))).AsList())
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (!await TakeWeekAsync(transaction, institution, today, cancellationToken))
                continue;

            var reader = InstitutionDigests.ReaderOf(institution);
            if ((await overview.ReadAsync(institution, cancellationToken)).Count > 0 && await FindCarrierAsync(transaction, institution, cancellationToken) is { } carrier)
            {
                // What comes after the digest of a day waits for the next morning, and so does the week.
                if (await days.OrderAsync(transaction, today, [new Reminder(reader, MailKind.WeeklyDigest, reader, carrier)], cancellationToken) == 0)
                    continue;
                ordered++;
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return ordered;
    }

    /// <returns>False where somebody has taken it before; who takes it at the same time waits here.</returns>
    private static async Task<bool> TakeWeekAsync(NpgsqlTransaction transaction, string institution, DateOnly today, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into reminder_day (reader, day, kind)
            values (@reader, @monday, @kind)
            on conflict do nothing
            """,
            new
            {
                reader = $"{InstitutionDigests.ReaderOf(institution)}:week",
                monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7)),
                kind = nameof(MailKind.WeeklyDigest),
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;

    /// <summary>Every mail is kept with a case, sealed with its student's key: any that has one.</summary>
    private static async Task<CaseId?> FindCarrierAsync(NpgsqlTransaction transaction, string institution, CancellationToken cancellationToken) =>
        await transaction.Connection!.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(
            """
            select c.id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join student on student.id = e.student_id
            join student_key key on key.student_id = student.id
            where e.institution_code = @institution
            and student.erased_at is null
            and key.destroyed_at is null
            order by c.closed_at is not null, c.opened_at desc, c.id
            limit 1
            """,
            new { institution },
            transaction,
            cancellationToken: cancellationToken)) is { } id ? new CaseId(id) : null;
}

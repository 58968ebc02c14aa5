using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;

namespace RsCard.Students.Students;

/// <summary>
/// The editable calendar of D-61: days on which the office is closed, beside those of the settings. A day counts in what is reckoned
/// after it was added; due dates that stand, stand.
/// </summary>
public sealed class OfficeCalendar(NpgsqlDataSource database, ProcessOptions options, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Reads the days again. Called at start, every few seconds, and after a change on this node.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var added = await connection.QueryAsync<string>(new CommandDefinition("select day from office_closed_day", cancellationToken: cancellationToken));
        options.WorkingDays().Keep(new ClosedDays([.. options.ClosedDays, .. added]));
    }

    /// <summary>The days that people have added; those of the settings aren't among them.</summary>
    public async Task<IReadOnlyList<OfficeClosedDay>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<OfficeClosedDay>(new CommandDefinition(
                """
                select day as text, why, added_by, added_at
                from office_closed_day
                order by day
                """,
                cancellationToken: cancellationToken)),
        ];
    }

    /// <param name="text">As <see cref="ClosedDays"/> has it.</param>
    /// <returns>False where it is closed by that text already.</returns>
    public Task<bool> AddAsync(string text, string why, string actor, CancellationToken cancellationToken) => options.ClosedDays.Contains(text)
        ? Task.FromResult(false)
        : ChangeAsync(
            """
            insert into office_closed_day (day, why, added_by, added_at)
            values (@text, @why, @actor, @now)
            on conflict do nothing
            """,
            "calendar.closed",
            text,
            why,
            actor,
            cancellationToken);

    /// <returns>False where somebody has taken it away already, or it stands in the settings.</returns>
    public Task<bool> RemoveAsync(string text, string actor, CancellationToken cancellationToken) => ChangeAsync(
        """
        delete from office_closed_day
        where day = @text
        """,
        "calendar.opened",
        text,
        why: null,
        actor,
        cancellationToken);

    /// <summary>How many open steps are due on that day: they stay so, whatever the calendar says now.</summary>
    public async Task<long> CountDueAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            select count(*)
            from workflow.bookmark
            where due_by >= @from
            and due_by < @until
            """,
            new { from = StockholmTime.At(day, TimeOnly.MinValue), until = StockholmTime.At(day.AddDays(1), TimeOnly.MinValue) },
            cancellationToken: cancellationToken));
    }

    private async Task<bool> ChangeAsync(string sql, string action, string text, string? why, string actor, CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            if (await connection.ExecuteAsync(new CommandDefinition(sql, new { text, why, actor, now = clock.GetUtcNow() }, transaction, cancellationToken: cancellationToken)) == 0)
                return false;
            await audit.WriteAsync(transaction, [new AuditEvent(actor, action, Case: null, Student: null, new { day = text, why })], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await RefreshAsync(cancellationToken);
        return true;
    }
}

/// <param name="Text">As <see cref="ClosedDays"/> has it.</param>
public sealed record OfficeClosedDay(string Text, string Why, string AddedBy, DateTimeOffset AddedAt);

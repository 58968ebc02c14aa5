using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Mail.Reminders;

/// <summary>One mail a working day at most to each institution that there is something new or overdue to tell (D-63, D-64).</summary>
public sealed class InstitutionDigests(NpgsqlDataSource database, DigestReader digests, DigestMemory memory, ReminderDays days)
{
    /// <returns>How many institutions are written to.</returns>
    public async Task<int> OrderAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ordered = 0;
        foreach (var institution in await connection.QueryAsync<string>(new CommandDefinition("select code from institution order by code", cancellationToken: cancellationToken)))
        {
            var items = await digests.ReadAsync(connection, institution, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var reader = ReaderOf(institution);
            if (await memory.ToTellAsync(transaction, reader, items, today, cancellationToken) is not [{ } first, ..] told)
                continue;

            // What comes after the digest of a day is told by the next one.
            if (await days.OrderAsync(transaction, today, [new Reminder(reader, MailKind.StudentDigest, reader, first.Case)], cancellationToken) == 0)
                continue;
            await memory.NoteAsync(transaction, reader, items, told, today, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            ordered++;
        }

        return ordered;
    }

    /// <summary>As it stands in <c>reminder_day</c> and <c>digest_item</c>.</summary>
    internal static string ReaderOf(string institution) => $"institution:{institution}";
}

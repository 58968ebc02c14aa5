using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Mail.Reminders;

/// <summary>One mail a working day to each institution that there is something to tell (D-63, D-64).</summary>
public sealed class InstitutionDigests(NpgsqlDataSource database, DigestReader digests, ReminderDays days)
{
    /// <returns>How many institutions are written to.</returns>
    public async Task<int> OrderAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ordered = 0;
        foreach (var institution in await connection.QueryAsync<string>(new CommandDefinition("select code from institution order by code", cancellationToken: cancellationToken)))
        {
            if (await digests.ReadAsync(connection, institution, cancellationToken) is not [{ } first, ..])
                continue;

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var reader = $"institution:{institution}";
            ordered += await days.OrderAsync(transaction, today, [new Reminder(reader, MailKind.StudentDigest, reader, first.Case)], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return ordered;
    }
}

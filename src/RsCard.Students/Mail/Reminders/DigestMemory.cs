using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// What a digest has told, so that it doesn't say the same every day (D-64): an item is told when it is new, and again every
/// <see cref="ProcessOptions.ReminderEveryWorkingDays"/> while it is overdue. With nothing to tell there is no digest.
/// </summary>
public sealed class DigestMemory(ProcessOptions options, SwedishWorkingDays workingDays)
{
    /// <summary>What a digest of today would tell: what is new, and where there is anything new or anything overdue has waited long enough, all that is overdue.</summary>
    /// <param name="items">All that could be told.</param>
    internal async Task<IReadOnlyList<DigestItem>> ToTellAsync(
        NpgsqlTransaction transaction, string reader, IReadOnlyList<DigestItem> items, DateOnly today, CancellationToken cancellationToken)
    {
        var told = (await transaction.Connection!.QueryAsync<(string Item, DateOnly On)>(new CommandDefinition(
            "select item, told_on from digest_item where reader = @reader",
            new { reader },
            transaction,
            cancellationToken: cancellationToken))).ToDictionary(row => row.Item, row => row.On, StringComparer.Ordinal);
        var fresh = items.Where(item => !told.ContainsKey(item.Key)).ToList();
        var isTime = fresh.Count > 0
            || items.Any(item => item.IsOverdue && workingDays.Between(told[item.Key], today) >= options.ReminderEveryWorkingDays);
        return isTime ? [.. items.Where(item => item.IsOverdue || fresh.Contains(item))] : [];
    }

    /// <summary>Remembers that these are told today, and forgets what is no more: if it comes back, it is new.</summary>
    internal async Task NoteAsync(
        NpgsqlTransaction transaction, string reader, IReadOnlyList<DigestItem> items, IReadOnlyList<DigestItem> told, DateOnly today, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            delete from digest_item
            where reader = @reader
            and item <> all(@items)
            """,
            new { reader, items = items.Select(item => item.Key).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into digest_item (reader, item, told_on)
            select @reader, item, @today
            from unnest(@told) as new (item)
            on conflict (reader, item) do update
            set told_on = excluded.told_on
            """,
            new { reader, today, told = told.Select(item => item.Key).Distinct(StringComparer.Ordinal).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Those of the items that the newest digest tells: what has been done since it was ordered is left out.</summary>
    internal static async Task<IReadOnlyList<DigestItem>> OfNewestAsync(NpgsqlConnection connection, string reader, IReadOnlyList<DigestItem> items, CancellationToken cancellationToken)
    {
        var newest = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            select item
            from digest_item
            where reader = @reader
            and told_on = (select max(told_on) from digest_item where reader = @reader)
            """,
            new { reader },
            cancellationToken: cancellationToken))).ToHashSet(StringComparer.Ordinal);
        return [.. items.Where(item => newest.Contains(item.Key))];
    }
}

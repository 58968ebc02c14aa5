using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Mail.Reminders;

/// <summary>What each reader was reminded of on which day: one mail a day to one person, also when the job runs twice, on two nodes (D-64).</summary>
public sealed class ReminderDays(WorkItemQueue queue)
{
    /// <summary>Orders the mails of those who have had none today, and remembers them, in the caller's transaction.</summary>
    /// <returns>How many were ordered.</returns>
    internal async Task<int> OrderAsync(NpgsqlTransaction transaction, DateOnly day, IReadOnlyCollection<Reminder> reminders, CancellationToken cancellationToken)
    {
        var first = (await transaction.Connection!.QueryAsync<string>(new CommandDefinition(
            """
            insert into reminder_day (reader, day, kind)
            select reader, @day, kind
            from unnest(@readers, @kinds) as new (reader, kind)
            order by reader
            on conflict do nothing
            returning reader
            """,
            new { day, readers = reminders.Select(reminder => reminder.Reader).ToArray(), kinds = reminders.Select(reminder => reminder.Kind.ToString()).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet(StringComparer.Ordinal);
        await queue.EnqueueManyAsync(
            transaction,
            [
                .. reminders.Where(reminder => first.Contains(reminder.Reader)).Select(reminder => new NewWorkItem(
                    MailHandler.WorkKind, reminder.Key, JsonSerializer.Serialize(new MailOrder(reminder.Kind.ToString(), reminder.Case)), reminder.Case.Value)),
            ],
            cancellationToken);
        return first.Count;
    }
}

/// <param name="Reader"><c>student:…</c> or <c>institution:…</c>.</param>
/// <param name="Key">Of the work item: mails to one reader go in order.</param>
/// <param name="Case">Any that the mail can be read from.</param>
internal sealed record Reminder(string Reader, MailKind Kind, string Key, CaseId Case);

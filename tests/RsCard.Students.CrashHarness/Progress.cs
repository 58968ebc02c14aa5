using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>
/// Sees to it that something was done since the last fault: on a slow machine workers that have only just started would be
/// killed over and over, and the run would prove nothing.
/// </summary>
internal sealed class Progress(NpgsqlDataSource database)
{
    private const int Events = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private long seen;

    /// <returns>How many steps and mails there were since the last fault.</returns>
    public async Task<long> AwaitAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                var now = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    "select coalesce(max(id), 0) from audit_event where action in ('workflow.advanced', 'mail.sent')", cancellationToken: cancellationToken));
                if (now >= seen + Events)
                {
                    var events = now - seen;
                    seen = now;
                    return events;
                }
            }
            catch (NpgsqlException)
            {
                // A connection of the pool that PostgreSQL's restart broke.
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }

        return 0;
    }
}

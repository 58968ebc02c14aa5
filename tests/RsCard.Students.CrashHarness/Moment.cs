using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>Waits until a worker stands where a fault is aimed at; not for ever: then it comes at any moment.</summary>
internal sealed class Moment(NpgsqlDataSource database, MailSink mails)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    /// <returns>To be disposed of after the fault; null where there is nothing to dispose of.</returns>
    public async Task<(bool Reached, Hold? Hold)> AwaitAsync(Aim aim, WorkerProcess worker, CancellationToken cancellationToken)
    {
        switch (aim)
        {
            case Aim.MailTaken:
                var hold = mails.HoldNext(worker.Number);
                var limit = Task.Delay(Patience, TimeProvider.System, cancellationToken);
                return (await Task.WhenAny(hold.Reached, limit) != limit, hold);
            case Aim.IntentKept:
                return (await LookAsync(
                    """
                    select exists (
                        select from pg_stat_activity
                        where application_name = @name
                        and query like 'update workflow.work_item%set payload%'
                        and query_start > clock_timestamp() - interval '15 milliseconds')
                    """,
                    worker,
                    cancellationToken), null);
            case Aim.Committing:
                return (await LookAsync(
                    "select exists (select from pg_stat_activity where application_name = @name and backend_xid is not null)", worker, cancellationToken), null);
            default:
                return (true, null);
        }
    }

    private async Task<bool> LookAsync(string sql, WorkerProcess worker, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            var there = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                sql, new { name = WorkerProcess.NameOf(worker.Number) }, cancellationToken: cancellationToken));
            if (there)
                return true;
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }

        return false;
    }
}

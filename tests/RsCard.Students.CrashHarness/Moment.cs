using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>The worker that a fault shall hit now.</summary>
/// <param name="Reached">It stands where the fault was aimed at.</param>
/// <param name="Hold">To be disposed of after the fault: it keeps the worker where it stands.</param>
internal sealed record Victim(WorkerProcess Worker, bool Reached, Hold? Hold = null);

/// <summary>Waits until some worker stands where a fault is aimed at; not for ever: then it comes at any moment.</summary>
internal sealed class Moment(NpgsqlDataSource database, Holdings holdings, MailSink mails, Workers workers, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public async Task<Victim> AwaitAsync(Aim aim, CancellationToken cancellationToken)
    {
        if (aim == Aim.Starting && workers.FindStarting(random) is { } starting)
            return new Victim(starting, Reached: true);
        var working = await workers.WorkingAsync(cancellationToken);
        var reached = aim switch
        {
            Aim.MailTaken => await HoldAsync(working, cancellationToken),
            Aim.IntentKept => await LookAsync(
                """
                select application_name
                from pg_stat_activity
                where application_name = any(@names)
                    and query like 'update workflow.work_item%set payload%'
                    and query_start > clock_timestamp() - interval '15 milliseconds'
                limit 1
                """,
                working,
                cancellationToken),
            Aim.Committing => await LookAsync(
                "select application_name from pg_stat_activity where application_name = any(@names) and backend_xid is not null limit 1", working, cancellationToken),
            _ => await HoldingAsync(working, cancellationToken),
        };
        return reached ?? new Victim(working[random.Next(working.Count)], Reached: false);
    }

    /// <summary>Whoever is the first to have a mail taken waits for the answer.</summary>
    private async Task<Victim?> HoldAsync(IReadOnlyList<WorkerProcess> working, CancellationToken cancellationToken)
    {
        var holds = working.Select(worker => (Worker: worker, Hold: mails.HoldNext(worker.Number))).ToList();
        var limit = Task.Delay(Patience, TimeProvider.System, cancellationToken);
        await Task.WhenAny([limit, .. holds.Select(held => held.Hold.Reached)]);
        var first = holds.Find(held => held.Hold.Reached.IsCompleted);
        foreach (var other in holds.Where(held => held != first))
            other.Hold.Dispose();
        return first.Hold is null ? null : new Victim(first.Worker, Reached: true, first.Hold);
    }

    /// <summary>Any of those that have work in hand.</summary>
    private async Task<Victim?> HoldingAsync(IReadOnlyList<WorkerProcess> working, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            try
            {
                var names = (await holdings.ReadAsync(cancellationToken)).Select(holding => holding.Worker).ToHashSet(StringComparer.Ordinal);
                var holding = working.Where(worker => names.Contains(WorkerProcess.NameOf(worker.Number))).ToList();
                if (holding.Count > 0)
                    return new Victim(holding[random.Next(holding.Count)], Reached: true);
            }
            catch (NpgsqlException)
            {
                // A connection of the pool that PostgreSQL's restart broke.
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }

        return null;
    }

    private async Task<Victim?> LookAsync(string sql, IReadOnlyList<WorkerProcess> working, CancellationToken cancellationToken)
    {
        var names = working.Select(worker => WorkerProcess.NameOf(worker.Number)).ToArray();
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            while (TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, new { names }, cancellationToken: cancellationToken)) is { } name)
                    return new Victim(working.First(worker => WorkerProcess.NameOf(worker.Number) == name), Reached: true);
                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }
        }
        catch (NpgsqlException)
        {
            // A connection of the pool that PostgreSQL's restart broke.
        }

        return null;
    }
}

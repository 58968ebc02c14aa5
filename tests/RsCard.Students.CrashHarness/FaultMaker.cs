using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>Makes the faults of a schedule happen, and notes what each hit.</summary>
internal sealed class FaultMaker(Ground ground, Workers workers, Moment moment, Holdings holdings, Ledger ledger, Progress progress, Action<string> tell) : IAsyncDisposable
{
    private readonly List<Task> thawing = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal)
    {
        ["kills"] = 0,
        ["kills while a mail waited for its answer"] = 0,
        ["kills right after an intent was kept"] = 0,
        ["kills in an open transaction"] = 0,
        ["kills of a worker that was starting"] = 0,
        ["kills with work in hand"] = 0,
        ["kills with directory work in hand"] = 0,
        ["kills with mail in hand"] = 0,
        ["kills with a list in hand"] = 0,
        ["freezes past the lease"] = 0,
        ["restarts of PostgreSQL"] = 0,
        ["restarts of slapd"] = 0,
    };

    public int Kills => counts["kills"];

    public IReadOnlyList<(string Name, string Value)> Counts() => [.. counts.Select(pair => (pair.Key, $"{pair.Value}"))];

    public async Task MakeAsync(Fault fault, CancellationToken cancellationToken)
    {
        var events = await progress.AwaitAsync(cancellationToken);
        tell($"after {events} steps and mails: {fault}");
        await Task.Delay(fault.Pause, TimeProvider.System, cancellationToken);
        switch (fault)
        {
            case Fault.Kill kill:
                await KillAsync(kill.Aim, cancellationToken);
                break;
            case Fault.Freeze freeze:
                await FreezeAsync(freeze.Aim, cancellationToken);
                break;
            case Fault.RestartPostgres restart:
                var before = await RepeatAsync(holdings.MailsAsync, cancellationToken);
                await ground.Postgres.StopAsync(restart.Mode);
                await ground.Postgres.StartAsync();
                counts["restarts of PostgreSQL"]++;
                tell("PostgreSQL is back");
                ledger.Note(worker: null, [.. before, .. await RepeatAsync(holdings.MailsAsync, cancellationToken)]);
                break;
            case Fault.RestartSlapd:
                await ground.Slapd.KillAsync(cancellationToken);
                await ground.Slapd.StartAsync();
                counts["restarts of slapd"]++;
                tell("slapd is back");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Nothing is frozen any more.</summary>
    public Task CalmAsync(CancellationToken cancellationToken) => Task.WhenAll(thawing).WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(thawing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task KillAsync(Aim aim, CancellationToken cancellationToken)
    {
        var victim = await moment.AwaitAsync(aim, cancellationToken);
        using (victim.Hold)
        {
            workers.Kill(victim.Worker);
            counts["kills"]++;
            if (victim.Reached && NameOf(aim) is { } name)
                counts[name]++;
            var kinds = await NoteAsync(victim.Worker.Number, cancellationToken);
            foreach (var kind in kinds)
                counts[NameOf(kind)]++;
            counts["kills with work in hand"] += kinds.Count > 0 ? 1 : 0;
        }
    }

    private async Task FreezeAsync(Aim aim, CancellationToken cancellationToken)
    {
        var victim = await moment.AwaitAsync(aim, cancellationToken);
        workers.Freeze(victim.Worker);
        counts["freezes past the lease"]++;
        await NoteAsync(victim.Worker.Number, cancellationToken);
        thawing.Add(ThawAsync(victim, cancellationToken));
    }

    /// <summary>The answer that it waited for, if it did, comes while it is frozen.</summary>
    private async Task ThawAsync(Victim victim, CancellationToken cancellationToken)
    {
        using (victim.Hold)
            await Task.Delay(Ground.Lease * 1.5, TimeProvider.System, cancellationToken);
        workers.Wake(victim.Worker);
    }

    /// <summary>To be called right after the fault, while every lease still stands.</summary>
    /// <returns>The kinds of work that it had in hand.</returns>
    private async Task<IReadOnlySet<string>> NoteAsync(int worker, CancellationToken cancellationToken)
    {
        var held = (await RepeatAsync(holdings.ReadAsync, cancellationToken)).Where(holding => holding.Worker == WorkerProcess.NameOf(worker)).ToList();
        tell($"{WorkerProcess.NameOf(worker)} had in hand: {string.Join(", ", held.CountBy(holding => holding.Kind).Select(kind => $"{kind.Value} {kind.Key}"))}");
        ledger.Note(worker, held.Select(holding => holding.Mail).OfType<string>());
        return held.Select(holding => holding.Kind).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Connections of this process, too, break when PostgreSQL is restarted.</summary>
    private static async Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await act(cancellationToken);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static string? NameOf(Aim aim) => aim switch
    {
        Aim.MailTaken => "kills while a mail waited for its answer",
        Aim.IntentKept => "kills right after an intent was kept",
        Aim.Committing => "kills in an open transaction",
        Aim.Starting => "kills of a worker that was starting",
        _ => null,
    };

    private static string NameOf(string kind) => kind switch
    {
        "directory" => "kills with directory work in hand",
        "mail" => "kills with mail in hand",
        _ => "kills with a list in hand",
    };
}

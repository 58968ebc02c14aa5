using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>Makes the faults of a schedule happen, and notes what each hit.</summary>
internal sealed class FaultMaker(Ground ground, Workers workers, Moment moment, Ledger ledger, Progress progress) : IAsyncDisposable
{
    private readonly List<Task> counting = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal)
    {
        ["kills"] = 0,
        ["kills while a mail waited for its answer"] = 0,
        ["kills right after an intent was kept"] = 0,
        ["kills in an open transaction"] = 0,
        ["freezes past the lease"] = 0,
        ["restarts of PostgreSQL"] = 0,
        ["restarts of slapd"] = 0,
    };

    private Task thawing = Task.CompletedTask;

    public int Kills => counts["kills"];

    public IReadOnlyList<(string Name, string Value)> Counts() => [.. counts.Select(pair => (pair.Key, $"{pair.Value}"))];

    public async Task MakeAsync(Fault fault, CancellationToken cancellationToken)
    {
        await progress.AwaitAsync(cancellationToken);
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
                IReadOnlySet<string> before = new HashSet<string>();
                await RepeatAsync(async () => before = await ledger.InHandAsync(cancellationToken), cancellationToken);
                await ground.Postgres.StopAsync(restart.Mode);
                await ground.Postgres.StartAsync();
                counts["restarts of PostgreSQL"]++;
                await RepeatAsync(() => ledger.NoteAsync(worker: null, before, cancellationToken), cancellationToken);
                break;
            case Fault.RestartSlapd:
                await ground.Slapd.KillAsync(cancellationToken);
                await ground.Slapd.StartAsync();
                counts["restarts of slapd"]++;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Nothing is frozen any more.</summary>
    public async Task CalmAsync(CancellationToken cancellationToken)
    {
        await thawing.WaitAsync(cancellationToken);
        await Task.WhenAll(counting);
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll([thawing, .. counting]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task KillAsync(Aim aim, CancellationToken cancellationToken)
    {
        var victim = await moment.AwaitAsync(aim, cancellationToken);
        using (victim.Hold)
        {
            workers.Kill(victim.Worker);
            counts["kills"]++;
            if (victim.Reached && NameOf(aim) is { } name)
                counts[name]++;
            await NoteAsync(victim.Worker.Number, cancellationToken);
        }

        counting.Add(RepeatAsync(() => ledger.CountLeftAsync(cancellationToken), cancellationToken));
    }

    private async Task FreezeAsync(Aim aim, CancellationToken cancellationToken)
    {
        await thawing.WaitAsync(cancellationToken);
        var victim = await moment.AwaitAsync(aim, cancellationToken);
        workers.Freeze(victim.Worker);
        counts["freezes past the lease"]++;
        await NoteAsync(victim.Worker.Number, cancellationToken);
        thawing = ThawAsync(victim, cancellationToken);
    }

    /// <summary>The answer that it waited for, if it did, comes while it is frozen.</summary>
    private async Task ThawAsync(Victim victim, CancellationToken cancellationToken)
    {
        using (victim.Hold)
            await Task.Delay(Ground.Lease * 1.5, TimeProvider.System, cancellationToken);
        workers.Wake(victim.Worker);
    }

    private Task NoteAsync(int worker, CancellationToken cancellationToken) =>
        RepeatAsync(() => ledger.NoteAsync(worker, new HashSet<string>(), cancellationToken), cancellationToken);

    /// <summary>Connections of this process, too, break when PostgreSQL is restarted.</summary>
    private static async Task RepeatAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await act();
                return;
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
        _ => null,
    };
}

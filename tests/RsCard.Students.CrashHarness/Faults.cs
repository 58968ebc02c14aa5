namespace RsCard.Students.CrashHarness;

/// <summary>Something that happens to the system in the midst of its work.</summary>
internal abstract record Fault(TimeSpan Pause)
{
    /// <summary><c>kill -9</c> of a worker.</summary>
    public sealed record Kill(TimeSpan Pause, Aim Aim) : Fault(Pause);

    /// <summary>SIGSTOP of a worker until its leases have gone, then SIGCONT.</summary>
    public sealed record Freeze(TimeSpan Pause, Aim Aim) : Fault(Pause);

    /// <param name="Mode">fast or immediate.</param>
    public sealed record RestartPostgres(TimeSpan Pause, string Mode) : Fault(Pause);

    /// <summary><c>kill -9</c> of the directory server, and its start.</summary>
    public sealed record RestartSlapd(TimeSpan Pause) : Fault(Pause);
}

/// <summary>Which moment of a worker is waited for.</summary>
internal enum Aim
{
    /// <summary>None in particular, but work is in hand.</summary>
    Any,

    /// <summary>The mail server has taken a mail and hasn't said so.</summary>
    MailTaken,

    /// <summary>What a directory write or a mail sets out to do was kept just now, and isn't done.</summary>
    IntentKept,

    /// <summary>A transaction that writes is open.</summary>
    Committing,

    /// <summary>It has been started, and doesn't work yet.</summary>
    Starting,
}

/// <summary>The faults of a run, in order: the same for the same seed.</summary>
internal static class Faults
{
    /// <summary>Beside the kills: one freeze, restart of PostgreSQL or restart of slapd for each so many.</summary>
    private const int KillsForEachOther = 4;

    public static IReadOnlyList<Fault> Of(int kills, int seed)
    {
        var random = new Random(seed);
        var faults = new List<Fault>();
        for (var i = 0; i < kills; i++)
            faults.Add(new Fault.Kill(Pause(), AimOf(i)));
        for (var i = 0; i < (kills == 0 ? 0 : Math.Max(4, kills / KillsForEachOther)); i++)
        {
            faults.Insert(random.Next(faults.Count), (i % 4) switch
            {
                0 => new Fault.Freeze(Pause(), (Aim)random.Next(4)),
                1 => new Fault.RestartPostgres(Pause(), "immediate"),
                2 => new Fault.RestartSlapd(Pause()),
                _ => new Fault.RestartPostgres(Pause(), "fast"),
            });
        }

        return faults;

        TimeSpan Pause() => TimeSpan.FromMilliseconds(random.Next(400));
    }

    /// <summary>Each moment has its share, so that few kills hit all of them too.</summary>
    private static Aim AimOf(int kill) => (kill % 10) switch
    {
        0 or 5 => Aim.MailTaken,
        1 or 6 => Aim.IntentKept,
        2 or 7 => Aim.Committing,
        9 => Aim.Starting,
        _ => Aim.Any,
    };
}

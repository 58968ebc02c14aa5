using Npgsql;

namespace RsCard.Students.Runtime.Timers;

/// <summary>
/// Business time: real time plus the shift in <c>workflow.clock</c>, which a test or the demo can move and every node sees.
/// Only <see cref="GetUtcNow"/> is shifted: <c>CreateTimer</c> and <c>GetTimestamp</c> stay real, so that polls, leases and
/// time limits don't run away.
/// </summary>
public sealed class BusinessClock(NpgsqlDataSource dataSource, TimeProvider real) : TimeProvider
{
    private long shiftTicks;

    /// <summary>How far business time is ahead of real time, as last read.</summary>
    public TimeSpan Shift => new(Interlocked.Read(ref shiftTicks));

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Shift;

    /// <summary>Reads the shift again. Called at start, on notification and with every poll.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select extract(epoch from shift)::double precision from workflow.clock");
        if (await command.ExecuteScalarAsync(cancellationToken) is double seconds)
            Interlocked.Exchange(ref shiftTicks, TimeSpan.FromSeconds(seconds).Ticks);
    }

    /// <summary>Lets business time begin at an instant, earlier or later than now: for a demo that tells the same story in any year.</summary>
    /// <exception cref="InvalidOperationException">Something has happened already.</exception>
    public async Task BeginAtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await using (var command = dataSource.CreateCommand(
            """
            update workflow.clock
            set shift = make_interval(secs => $1)
            where not exists (select from workflow.instance)
            """))
        {
            command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = (instant - real.GetUtcNow()).TotalSeconds });
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
                throw new InvalidOperationException("CLOCK-002: expected a database in which nothing has happened yet");
        }

        await RefreshAsync(cancellationToken);
    }

    /// <summary>Moves business time on every node. Never backwards: what has happened has happened.</summary>
    public async Task ShiftAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await using (var command = dataSource.CreateCommand(
            """
            with moved as (
                update workflow.clock
                set shift = shift + make_interval(secs => $1)
                returning shift
            )
            select pg_notify('workflow', 'clock')
            from moved
            """))
        {
            command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = by.TotalSeconds });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await RefreshAsync(cancellationToken);
    }
}

using Npgsql;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Instances;

/// <summary>
/// Listens on a connection of its own, and connects again when it breaks. Notifications only save time: whoever waits for
/// one polls as well.
/// </summary>
public sealed partial class WorkflowListener(NpgsqlDataSource dataSource, BusinessClock clock, ILogger<WorkflowListener> logger)
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    /// <summary>Work items are ready, or timers due.</summary>
    public WakeUp Work { get; } = new();

    public WakeUp Timers { get; } = new();

    /// <param name="listening">Called each time that listening has begun.</param>
    public async Task RunAsync(Action? listening, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(listening, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                LogBroken(logger, exception.SqlState ?? exception.GetType().Name);
                await Task.Delay(Reconnect, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task ListenAsync(Action? listening, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var clockMoved = false;
        connection.Notification += (_, notification) =>
        {
            switch (notification.Payload)
            {
                case Notifications.Work:
                    Work.Signal();
                    break;
                case Notifications.Timer:
                    Timers.Signal();
                    break;
                case Notifications.Clock:
                    clockMoved = true;
                    break;
            }
        };
        await using (var command = new NpgsqlCommand("listen " + Notifications.Channel, connection))
            await command.ExecuteNonQueryAsync(cancellationToken);

        // What was notified while nobody listened.
        await clock.RefreshAsync(cancellationToken);
        Work.Signal();
        Timers.Signal();
        listening?.Invoke();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
            if (!clockMoved)
                continue;
            clockMoved = false;
            await clock.RefreshAsync(cancellationToken);
            Timers.Signal();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listening for notifications broke off ({Cause}); polling until it is back")]
    private static partial void LogBroken(ILogger logger, string cause);
}

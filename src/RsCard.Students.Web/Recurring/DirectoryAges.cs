using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Web.Recurring;

/// <summary>Looks every half minute how old the oldest drift and the last good run are, and how many cards are an alarm, so that every node tells the same of them.</summary>
internal sealed partial class DirectoryAges(SyncMetrics metrics, CardMetrics cards, ILogger<DirectoryAges> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        do
        {
            try
            {
                await metrics.RefreshAsync(stoppingToken);
                await cards.RefreshAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                // The ages stay those that were known, and grow.
                NotRead(failure.SqlState);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The ages of the directory's runs and the alarms of cards couldn't be read ({SqlState}); they are looked for again")]
    private partial void NotRead(string? sqlState);
}

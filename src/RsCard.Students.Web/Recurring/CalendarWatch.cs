using Npgsql;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Recurring;

/// <summary>Looks every few seconds whether people have changed the office's calendar, so that all nodes reckon by the same one.</summary>
internal sealed partial class CalendarWatch(OfficeCalendar calendar, ILogger<CalendarWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await calendar.RefreshAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                // The calendar stays as it was known.
                NotRead(failure.SqlState);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The office's calendar couldn't be read ({SqlState}); it is looked for again")]
    private partial void NotRead(string? sqlState);
}

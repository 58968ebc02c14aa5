using System.Threading.Channels;
using Npgsql;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>
/// Runs of jobs that people have ordered on a page: done on this node one after the other, so that the page doesn't wait. A node that
/// stops gives its run back; who ordered it sees on the page that nothing came of it.
/// </summary>
public sealed partial class OrderedRuns(JobDesk desk, ILogger<OrderedRuns> logger) : BackgroundService
{
    private const int MostWaiting = 50;

    private readonly Channel<(string Job, string Actor)> orders = Channel.CreateBounded<(string, string)>(MostWaiting);

    /// <returns>False where too many wait already.</returns>
    public bool TryOrder(string job, string actor) => orders.Writer.TryWrite((job, actor));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (job, actor) in orders.Reader.ReadAllAsync(stoppingToken))
                await RunAsync(job, actor, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops: no failure.
        }
    }

    private async Task RunAsync(string job, string actor, CancellationToken cancellationToken)
    {
        try
        {
            await desk.RunAsync(job, actor, cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            LogNotTaken(job, failure.SqlState);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "JOB-005: the database didn't take the ordered run of {Job} ({SqlState})")]
    private partial void LogNotTaken(string job, string? sqlState);
}

using RsCard.Students.Audit;

namespace RsCard.Students.Web;

/// <summary>Seals the audit trail every five minutes (real time). Every node does: a seal is made once whoever comes first.</summary>
internal sealed partial class AuditSealing(AuditSeals seals, ILogger<AuditSealing> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await seals.RunOnceAsync(stoppingToken);
            }
            catch (Npgsql.NpgsqlException broken)
            {
                LogFailed(broken.SqlState ?? "no connection");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "AUDIT-002: the audit trail wasn't sealed ({State}); tried again in five minutes")]
    private partial void LogFailed(string state);
}

using Dapper;
using Npgsql;

namespace RsCard.Students.Web.Recurring;

/// <summary>Which nodes work: each says so to the scheduler every few seconds.</summary>
public sealed class WorkingNodes(NpgsqlDataSource database)
{
    /// <summary>A node that is there may be late by so much before it is taken for gone.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Nodes that have said within twice their interval that they are there, by name.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var nodes = await connection.QueryAsync<(string Name, long At, long Milliseconds)>(new CommandDefinition(
            """
            select instance_name, last_checkin_time, checkin_interval
            from quartz.qrtz_scheduler_state
            """,
            cancellationToken: cancellationToken));
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        return [.. nodes.Where(node => now - node.At < (TimeSpan.FromMilliseconds(2 * node.Milliseconds) + Grace).Ticks).Select(node => NameOf(node.Name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Machine and process; the scheduler's own addition is of use to nobody.</summary>
    private static string NameOf(string instance) => instance.LastIndexOf(':') is var end and > 0 ? instance[..end] : instance;
}

using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Instances to look at, for drawing where a case stands.</summary>
public sealed class InstanceBook(NpgsqlDataSource dataSource)
{
    /// <summary>The running instances of a case, the oldest (the parent) first.</summary>
    public async Task<IReadOnlyList<RunningInstance>> ListAsync(Guid correlationId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, string DefinitionHash, string State)>(new CommandDefinition(
            """
            select id, definition_hash, state::text
            from workflow.instance
            where correlation_id = @correlationId
                and status = 'suspended'
            order by parent_id is not null, created_at, id
            """,
            new { correlationId },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new RunningInstance(row.Id, row.DefinitionHash, FlowchartState.FromJson(row.State)))];
    }
}

/// <summary>An instance that hasn't ended.</summary>
public sealed record RunningInstance(Guid Id, string DefinitionHash, FlowchartState State);

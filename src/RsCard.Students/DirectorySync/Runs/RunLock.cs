using Dapper;
using Npgsql;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Over all nodes one at a time reads, plans and ends runs. A lock of the session: it goes with a node that dies.</summary>
public sealed class RunLock(NpgsqlDataSource database)
{
    private const long Key = 0x5273_5379_6e63;

    /// <returns>Null where somebody else has it.</returns>
    internal async Task<Held?> TryTakeAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select pg_try_advisory_lock(@Key)", new { Key }, cancellationToken: cancellationToken)))
                return new Held(connection);

            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_unlock(@Key)", new { Key }, cancellationToken: CancellationToken.None));
            }
            finally
            {
                await connection.DisposeAsync();
            }
        }
    }
}

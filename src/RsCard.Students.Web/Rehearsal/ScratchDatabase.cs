using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// A database of the rehearsal's own, beside the real one on the same server, dropped at the end. Its owner holds a lock on the name as long
/// as it lives, so that the next rehearsal knows, and drops, what a killed one left.
/// </summary>
public sealed partial class ScratchDatabase : IAsyncDisposable
{
    /// <summary>First half of the lock's number: 'Rehe'.</summary>
    private const int LockClass = 0x5265_6865;

    private readonly NpgsqlConnection keeper;

    private ScratchDatabase(NpgsqlConnection keeper, string name, string connectionString)
    {
        this.keeper = keeper;
        Name = name;
        ConnectionString = connectionString;
    }

    /// <summary><c>rehearsal_</c>, when it was made (UTC), and something that nobody else has.</summary>
    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Drops what killed rehearsals left, and makes a database for this one.</summary>
    /// <param name="real">The connection string of the installation: its server and account are used, its database isn't opened.</param>
    /// <exception cref="RehearsalException"><c>REH-001</c>: the account may not create databases.</exception>
    public static async Task<ScratchDatabase> CreateAsync(string real, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = $"rehearsal_{clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}_{Guid.NewGuid().ToString("N")[..8]}";

        // Nothing of it outlives the run, so no commit waits for the disk.
        var scratch = new NpgsqlConnectionStringBuilder(real) { Database = name, Options = "-c synchronous_commit=off -c jit=off", MaxPoolSize = 60 };
        var server = new NpgsqlConnectionStringBuilder(real) { Database = "postgres", Pooling = false, KeepAlive = 30 };
        var opened = new NpgsqlConnection(server.ConnectionString);
        try
        {
            await opened.OpenAsync(cancellationToken);
            await DropLeftoversAsync(opened, real, cancellationToken);
            await LockAsync(opened, name, cancellationToken);
            await DatabaseServer.CreateAsync(scratch.ConnectionString, cancellationToken);
            return new ScratchDatabase(opened, name, scratch.ConnectionString);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            await opened.DisposeAsync();
            throw new RehearsalException(
                $"REH-001: the account '{server.Username}' may not create a database on this server, and a rehearsal needs one of its own: grant CREATEDB, or name a test server.", refused);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Drops the database, whatever still is connected to it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DatabaseServer.DropAsync(ConnectionString, CancellationToken.None);
        }
        finally
        {
            await keeper.DisposeAsync();
        }
    }

    private static async Task DropLeftoversAsync(NpgsqlConnection keeper, string real, CancellationToken cancellationToken)
    {
        var names = await keeper.QueryAsync<string>(new CommandDefinition(
            "select datname from pg_database where datname like 'rehearsal\\_%' and pg_has_role(datdba, 'usage')", cancellationToken: cancellationToken));
        foreach (var name in names.Where(name => ScratchName().IsMatch(name)).ToList())
        {
            if (!await LockAsync(keeper, name, cancellationToken))
                continue;
            await DatabaseServer.DropAsync(new NpgsqlConnectionStringBuilder(real) { Database = name }.ConnectionString, cancellationToken);
            await keeper.ExecuteAsync(new CommandDefinition(
                "select pg_advisory_unlock(@LockClass, hashtext(@name))", new { LockClass, name }, cancellationToken: cancellationToken));
        }
    }

    /// <returns>False where the rehearsal of that name still runs.</returns>
    private static async Task<bool> LockAsync(NpgsqlConnection keeper, string name, CancellationToken cancellationToken) =>
        await keeper.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select pg_try_advisory_lock(@LockClass, hashtext(@name))", new { LockClass, name }, cancellationToken: cancellationToken));

    [GeneratedRegex(@"^rehearsal_\d{14}_[0-9a-f]{8}$", RegexOptions.None)]
    private static partial Regex ScratchName();
}

using Dapper;
using Npgsql;

namespace RsCard.Students.Database;

/// <summary>The database itself: made where it is missing, dropped after a demo.</summary>
public static class DatabaseServer
{
    /// <summary>Makes the database that the connection string names, unless it is there.</summary>
    public static async Task CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var (server, name) = Server(connectionString);
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select exists (select from pg_database where datname = @name)", new { name }, cancellationToken: cancellationToken)))
            return;

        try
        {
            await connection.ExecuteAsync(new CommandDefinition($"create database {Quoted(name)}", cancellationToken: cancellationToken));
        }
        catch (PostgresException taken) when (taken.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node made it at the same moment.
        }
    }

    public static async Task DropAsync(string connectionString, CancellationToken cancellationToken)
    {
        var (server, name) = Server(connectionString);
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition($"drop database if exists {Quoted(name)} with (force)", cancellationToken: cancellationToken));
    }

    private static (string Server, string Name) Server(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var name = builder.Database ?? throw new InvalidOperationException("DB-005: the connection string names no database");
        builder.Database = "postgres";
        return (builder.ConnectionString, name);
    }

    private static string Quoted(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}

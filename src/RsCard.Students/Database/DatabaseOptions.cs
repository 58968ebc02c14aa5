using System.Globalization;
using Npgsql;
using RsCard.Students.Runtime;

namespace RsCard.Students.Database;

/// <summary>Where the database is.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Npgsql's connection string. No default.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>
    /// How long a transaction may stand still before PostgreSQL ends it. Nothing outside the database happens inside one, so one
    /// that stands still is of a node that is frozen or cut off, and everybody waits for the cases it has locked. Default 1 min, 1 s – 1 h.
    /// </summary>
    public TimeSpan IdleTransactionLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A pool of connections with these settings.</summary>
    public NpgsqlDataSource CreateDataSource()
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString).WithPlannerSettings();
        connection.Options = string.Create(CultureInfo.InvariantCulture, $"{connection.Options} -c idle_in_transaction_session_timeout={IdleTransactionLimit.TotalMilliseconds:0}").TrimStart();
        return NpgsqlDataSource.Create(connection);
    }

    public IEnumerable<string> Problems()
    {
        if (IdleTransactionLimit < TimeSpan.FromSeconds(1) || IdleTransactionLimit > TimeSpan.FromHours(1))
            yield return $"expected {nameof(IdleTransactionLimit)} to be 1 s – 1 h, got {IdleTransactionLimit}";
        if (ConnectionString.Length == 0)
            yield return $"expected {nameof(ConnectionString)} to be a connection string of Npgsql, got nothing";
    }
}

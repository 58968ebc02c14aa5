namespace RsCard.Students.Database;

/// <summary>Where the database is.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Npgsql's connection string. No default.</summary>
    public string ConnectionString { get; init; } = "";

    public IEnumerable<string> Problems()
    {
        if (ConnectionString.Length == 0)
            yield return $"expected {nameof(ConnectionString)} to be a connection string of Npgsql, got nothing";
    }
}

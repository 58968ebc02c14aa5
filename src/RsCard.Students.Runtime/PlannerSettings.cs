using Npgsql;

namespace RsCard.Students.Runtime;

/// <summary>What the runtime's statements expect of PostgreSQL's planner, set for each connection of a pool.</summary>
public static class PlannerSettings
{
    /// <summary>
    /// A step takes some rows of large tables by their keys. With the default price of a random page, which is that of a disk that
    /// turns, the planner reads a table of some ten thousand rows whole instead; and it compiles statements that end before that pays.
    /// </summary>
    private const string Options = "-c random_page_cost=1.1 -c jit=off";

    /// <summary>Adds them to the options that the connection string has.</summary>
    public static NpgsqlConnectionStringBuilder WithPlannerSettings(this NpgsqlConnectionStringBuilder connection)
    {
        connection.Options = $"{connection.Options} {Options}".TrimStart();
        return connection;
    }
}

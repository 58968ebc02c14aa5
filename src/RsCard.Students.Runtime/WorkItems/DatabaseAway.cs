using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>
/// Whether a failure says that the database is away, and nothing about what was asked of it: a broken connection, a server that
/// stops, starts or has no room. Whether a commit on such a connection was done is unknown.
/// </summary>
internal static class DatabaseAway
{
    public static bool Is(Exception exception) => exception switch
    {
        // Classes 08 (connection), 53 (resources) and 57 (stopping, starting); 57014 is a statement that was cancelled.
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => false,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] } => true,
        PostgresException => false,
        NpgsqlException => true,
        _ => false,
    };
}

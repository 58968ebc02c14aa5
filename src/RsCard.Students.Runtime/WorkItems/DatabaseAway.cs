using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Tells a database that is away for a moment (restarted, unreachable, full of connections) from one that refuses what it was asked.</summary>
internal static class DatabaseAway
{
    /// <summary>A command that took too long isn't meant: it may be waiting for a lock, and would again.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        // Connection exceptions, shutting down or starting up, out of connections.
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException { IsTransient: true } => true,
        _ => false,
    };
}

using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.Instances;

/// <summary>
/// What the nodes tell each other, inside the transaction that made it true: PostgreSQL delivers at commit, each payload once.
/// A lost notification costs one poll.
/// </summary>
internal static class Notifications
{
    public const string Channel = "workflow";
    public const string Work = "work";
    public const string Timer = "timer";
    public const string Clock = "clock";

    public static Task SendAsync(NpgsqlTransaction transaction, string payload, CancellationToken cancellationToken) =>
        transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            "select pg_notify('workflow', @payload)", new { payload }, transaction, cancellationToken: cancellationToken));
}

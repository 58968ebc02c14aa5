using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <param name="Worker">What its database sessions are called.</param>
/// <param name="Mail">The id of a mail that was composed; null for other work.</param>
internal sealed record Holding(string Worker, string Kind, string? Mail);

/// <summary>
/// Which worker holds which work. A lease names its claim and not its worker, so the run's database notes who made it: only thus
/// is it known what a kill hit.
/// </summary>
internal sealed class Holdings(NpgsqlDataSource database)
{
    public static async Task InstallAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            create schema harness;

            create table harness.claim (
                item bigint not null,
                token uuid not null,
                worker text not null,
                primary key (item, token));

            create function harness.note_claim() returns trigger
            language plpgsql
            as $$
            begin
                insert into harness.claim (item, token, worker)
                values (new.id, new.lease_token, current_setting('application_name'));
                return null;
            end
            $$;

            create trigger note_claim
            after update of lease_token on workflow.work_item
            for each row
            when (new.lease_token is not null and new.lease_token is distinct from old.lease_token)
            execute function harness.note_claim();
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>All leases that stand now, those of dead workers included.</summary>
    public async Task<IReadOnlyList<Holding>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Holding>(new CommandDefinition(
            """
            select claim.worker, item.kind, item.payload -> 'Draft' -> 'Id' ->> 'Value' as mail
            from workflow.work_item as item
            join harness.claim on claim.item = item.id and claim.token = item.lease_token
            where item.state = 'leased'
            """,
            cancellationToken: cancellationToken))];
    }

    /// <summary>The mails that are in hand now, and those whose leases have run out since.</summary>
    public async Task<IReadOnlySet<string>> MailsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mails = await connection.QueryAsync<string>(new CommandDefinition(
            """
            select payload -> 'Draft' -> 'Id' ->> 'Value'
            from workflow.work_item
            where kind = 'mail'
                and (state = 'leased' or last_code = 'WORK-002')
                and payload -> 'Draft' -> 'Id' is not null
            """,
            cancellationToken: cancellationToken));
        return mails.ToHashSet(StringComparer.Ordinal);
    }
}

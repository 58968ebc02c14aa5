using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace RsCard.Students.Audit;

/// <summary>
/// Chains closed batches of the audit trail: hash of the batch and of the seal before it (D-40). Commits aren't
/// serialised: a batch is closed when every transaction that could have written into it is over.
/// </summary>
public sealed class AuditSeals(NpgsqlDataSource database, TimeProvider clock)
{
    private const long Lock = 0x5365_616c;

    /// <summary>Seals what is closed and not yet sealed. May be run on several nodes at once, and as often as one likes.</summary>
    /// <returns>How many events the new seal covers; 0 when there was nothing to seal.</returns>
    public async Task<long> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(@Lock)", new { Lock }, transaction, cancellationToken: cancellationToken));
        var last = await LastSealAsync(connection, transaction, cancellationToken);
        var to = await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            "select pg_snapshot_xmin(pg_current_snapshot())::text", transaction: transaction, cancellationToken: cancellationToken)) ?? "0";
        var batch = await HashBatchAsync(connection, transaction, last.To, to, last.Hash, cancellationToken);
        if (batch.Count == 0)
            return 0;

        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into audit_seal (number, from_transaction, to_transaction, event_count, hash, sealed_at)
            values (@Number, @From::xid8, @to::xid8, @Count, @Hash, @now)
            """,
            new { Number = last.Number + 1, From = last.To, to, batch.Count, batch.Hash, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return batch.Count;
    }

    /// <summary>Reckons every seal again and finds the first that doesn't hold, and how much is not yet sealed.</summary>
    public async Task<AuditCheck> CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var seals = (await connection.QueryAsync<Seal>(new CommandDefinition(
            """
            select number, from_transaction::text as "from", to_transaction::text as "to", event_count as count, hash
            from audit_seal
            order by number
            """,
            cancellationToken: cancellationToken))).ToList();
        byte[] before = [];
        var expectedFrom = "0";
        foreach (var (place, seal) in seals.Index())
        {
            var batch = await HashBatchAsync(connection, transaction: null, seal.From, seal.To, before, cancellationToken);
            if (seal.Number != place + 1 || seal.From != expectedFrom || batch.Count != seal.Count || !batch.Hash.AsSpan().SequenceEqual(seal.Hash))
                return new AuditCheck(Whole: false, place, BrokenSeal: seal.Number, Unsealed: 0);

            before = seal.Hash;
            expectedFrom = seal.To;
        }

        var unsealed = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from audit_event where transaction >= @expectedFrom::xid8", new { expectedFrom }, cancellationToken: cancellationToken));
        return new AuditCheck(Whole: true, seals.Count, BrokenSeal: null, unsealed);
    }

    private static async Task<Seal> LastSealAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Seal>(new CommandDefinition(
            """
            select number, from_transaction::text as "from", to_transaction::text as "to", event_count as count, hash
            from audit_seal
            order by number desc
            limit 1
            """,
            transaction: transaction,
            cancellationToken: cancellationToken)) ?? new Seal(0, "0", "0", 0, []);

    private static async Task<(long Count, byte[] Hash)> HashBatchAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string from, string to, byte[] before, CancellationToken cancellationToken)
    {
        // An event is hashed as JSON: joined by a separator, a value that moves from one column to the next would not show.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        var count = 0L;
        await using var command = new NpgsqlCommand(
            """
            select json_build_array(id, transaction::text, extract(epoch from at), actor, action, case_id, student_id, facts, encode(personal_sealed, 'hex'))::text
            from audit_event
            where transaction >= @from::xid8
            and transaction < @to::xid8
            order by transaction, id
            """,
            connection,
            transaction);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0)));
            hash.AppendData("\n"u8);
            count++;
        }

        return (count, hash.GetHashAndReset());
    }

    private sealed record Seal(long Number, string From, string To, long Count, byte[] Hash);
}

/// <param name="Whole">Every sealed event is there and unchanged.</param>
/// <param name="Seals">How many seals held.</param>
/// <param name="BrokenSeal">The number of the first seal that doesn't hold.</param>
/// <param name="Unsealed">Events that no seal covers yet.</param>
public sealed record AuditCheck(bool Whole, int Seals, long? BrokenSeal, long Unsealed);

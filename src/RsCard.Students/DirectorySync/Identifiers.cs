using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// Gives identifiers, once and never again (D-52). Committed before anything is written to the directory: a worker that dies
/// in between leaves the number with the student, who gets the same one at the next try (D-42).
/// </summary>
public sealed class Identifiers(NpgsqlDataSource database, IdentifierOptions options, TimeProvider clock)
{
    public const string RsIdKind = "rsid";
    public const string HsaIdKind = "hsa-id";

    /// <summary>The student's identifiers: those given before, else those the directory's entry has, else new ones.</summary>
    /// <param name="inDirectory">What the student's entry already has; null where there is none.</param>
    /// <param name="isFree">Whether no entry of the directory has a number: one that was given by hand is passed over.</param>
    /// <exception cref="IdentifierTakenException"><c>DIR-011</c>: the directory's identifier was given to another student.</exception>
    public async Task<(string RsId, string HsaId)> GetOrGiveAsync(
        StudentId student, FoundEntry? inDirectory, Func<EntryKey, CancellationToken, Task<bool>> isFree, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await GetOrGiveAsync(connection, student, RsIdKind, inDirectory?.RsId, NextRsIdAsync, cancellationToken),
            await GetOrGiveAsync(connection, student, HsaIdKind, inDirectory?.HsaId, NextHsaIdAsync, cancellationToken));

        Task<string> NextRsIdAsync() =>
            NextAsync(connection, "select nextval('rs_id_number')", number => EntryKey.RsId(IdentifierFormat.RsId(number, options)), isFree, cancellationToken);

        Task<string> NextHsaIdAsync() =>
            NextAsync(connection, "select nextval('hsa_id_number')", number => EntryKey.HsaId(IdentifierFormat.HsaId(number, options)), isFree, cancellationToken);
    }

    private async Task<string> GetOrGiveAsync(
        NpgsqlConnection connection,
        StudentId student,
        string kind,
        string? inDirectory,
        Func<Task<string>> next,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(connection, student, kind, cancellationToken) is { } given)
                return given;

            var value = inDirectory ?? await next();
            var added = await connection.ExecuteAsync(new CommandDefinition(
                """
                insert into identifier (kind, value, student_id, allocated_at)
                values (@kind, @value, @student, @now)
                on conflict do nothing
                """,
                new { kind, value, student, now = clock.GetUtcNow() },
                cancellationToken: cancellationToken));
            if (added == 1)
                return value;

            // Somebody has the value, or the student got one from a worker at the same time: the next turn tells which.
            if (inDirectory is not null && await FindAsync(connection, student, kind, cancellationToken) is null)
                throw new IdentifierTakenException($"DIR-011: the {kind} of the student's directory entry was given to another student.");
        }
    }

    private static async Task<string?> FindAsync(NpgsqlConnection connection, StudentId student, string kind, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select value from identifier where student_id = @student and kind = @kind",
            new { student, kind },
            cancellationToken: cancellationToken));

    private static async Task<string> NextAsync(
        NpgsqlConnection connection, string sql, Func<long, EntryKey> format, Func<EntryKey, CancellationToken, Task<bool>> isFree, CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = format(await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: cancellationToken)));
            if (await isFree(key, cancellationToken))
                return key.Value;
        }
    }
}

/// <summary>The directory holds an identifier for this student that we gave to another.</summary>
public sealed class IdentifierTakenException(string message) : Exception(message);

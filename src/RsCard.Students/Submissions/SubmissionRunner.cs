using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>Applies the rows of a received list, a batch in a transaction: verdict, student, enrolment, case, workflow (D-2, D-3).</summary>
public sealed class SubmissionRunner(NpgsqlDataSource database, ListMatching matching, RowApplier applier, MasterKeys masterKeys, TimeProvider clock)
{
    private const int RowsInOneTransaction = 250;

    /// <summary>Lists are applied one batch at a time over all nodes: two lists with the same student see each other's rows.</summary>
    private const long Lock = 0x4c69_7374;

    /// <param name="progress">Told how many rows are done after each batch.</param>
    /// <exception cref="Ldap.LdapException">The directory doesn't answer: what is applied stays, the rest waits.</exception>
    public async Task RunAsync(SubmissionId id, Action<int> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        while (await RunBatchAsync(id, cancellationToken) is var batch and > 0)
            progress(done += batch);
    }

    private async Task<int> RunBatchAsync(SubmissionId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var submission = await connection.QuerySingleAsync<Row>(new CommandDefinition(
            "select institution_code, today, master_key, head_sealed, state from submission where id = @id",
            new { id },
            cancellationToken: cancellationToken));
        if (submission.State == "applied")
            return 0;

        // The directory is asked before the lock is taken: nobody waits for it.
        var next = await NextAsync(connection, id, submission, cancellationToken);
        var judged = next.ConvertAll(row => row.Judged);
        var found = ListMatching.ByNumber(await matching.LookUpAsync(judged, cancellationToken));

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(@Lock)", new { Lock }, transaction, cancellationToken: cancellationToken));
        var waiting = await StillWaitingAsync(transaction, id, cancellationToken);
        var rows = await matching.MatchAsync(connection, [.. judged.Where(row => waiting.Contains(row.Row))], submission.InstitutionCode, found, cancellationToken);
        if (rows.Count > 0)
            await applier.ApplyAsync(transaction, id, submission.InstitutionCode, rows, next.ToDictionary(row => row.Judged.Row, row => row.Cells), cancellationToken);
        if (judged.Count < RowsInOneTransaction)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "update submission set state = 'applied', applied_at = @now where id = @id",
                new { id, now = clock.GetUtcNow() },
                transaction,
                cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return judged.Count;
    }

    /// <summary>The next rows without a verdict, judged again from their cells as on the day they came.</summary>
    private async Task<List<(JudgedRow Judged, string[] Cells)>> NextAsync(NpgsqlConnection connection, SubmissionId id, Row submission, CancellationToken cancellationToken)
    {
        var ownHeaders = await SubmissionReceiver.OwnHeadersAsync(connection, submission.InstitutionCode, cancellationToken);
        var judge = new RowJudge(ListHead.Open(masterKeys, submission.MasterKey, submission.HeadSealed, id).Map(ownHeaders), submission.Today);
        var rows = await connection.QueryAsync<(int Row, byte[] Cells)>(new CommandDefinition(
            """
            select row_number, cells_sealed
            from submission_row
            where submission_id = @id
            and verdict is null
            order by row_number
            limit @RowsInOneTransaction
            """,
            new { id, RowsInOneTransaction },
            cancellationToken: cancellationToken));
        return
        [
            .. from row in rows
               let cells = Cells(submission, id, row.Cells)
               select (judge.Judge(new ListRecord(row.Row, cells)), cells),
        ];
    }

    /// <summary>Under the lock: another worker may have applied them meanwhile.</summary>
    private static async Task<HashSet<int>> StillWaitingAsync(NpgsqlTransaction transaction, SubmissionId id, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<int>(new CommandDefinition(
            "select row_number from submission_row where submission_id = @id and verdict is null",
            new { id },
            transaction,
            cancellationToken: cancellationToken))];

    private string[] Cells(Row submission, SubmissionId id, byte[] cellsSealed) =>
        JsonSerializer.Deserialize<string[]>(masterKeys.Open(submission.MasterKey, cellsSealed, id.ToString())) ?? [];

    private sealed class Row
    {
        public string InstitutionCode { get; init; } = "";

        public DateOnly Today { get; init; }

        public string MasterKey { get; init; } = "";

        public byte[] HeadSealed { get; init; } = [];

        public string State { get; init; } = "";
    }
}

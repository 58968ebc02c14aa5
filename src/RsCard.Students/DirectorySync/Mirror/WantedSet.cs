using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// What the database wants of every student whose entry it has proved: the same as <see cref="WantedEntries"/> wants of one whose
/// process is about to write. Who is protected or erased isn't wanted, and a first entry is the process's alone.
/// </summary>
public sealed class WantedSet(NpgsqlDataSource database, StudentKeys studentKeys, ProcessOptions process, DirectoryOptions options, TimeProvider clock)
{
    private const int StudentsAtOnce = 5000;

    /// <summary>All of them; 100,000 take about 150 MB.</summary>
    public async Task<IReadOnlyList<WantedStudent>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var wanted = new List<WantedStudent>();
        var after = Guid.Empty;
        while (true)
        {
            var rows = await ReadAsync(connection, students: null, after, cancellationToken);
            await OpenAsync(connection, rows, wanted, cancellationToken);
            if (rows.Count < StudentsAtOnce)
                return wanted;

            after = rows[^1].Student.Value;
        }
    }

    /// <summary>Some of them; who isn't among <see cref="LoadAsync"/>'s is left out.</summary>
    public async Task<IReadOnlyDictionary<StudentId, WantedStudent>> FindAsync(IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var wanted = new List<WantedStudent>();
        foreach (var some in students.Chunk(StudentsAtOnce))
            await OpenAsync(connection, await ReadAsync(connection, some, Guid.Empty, cancellationToken), wanted, cancellationToken);
        return wanted.ToDictionary(one => one.Student);
    }

    private static async Task<List<WantedRow>> ReadAsync(NpgsqlConnection connection, StudentId[]? students, Guid after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WantedRow.Sql, connection);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("students", NpgsqlTypes.NpgsqlDbType.Uuid | NpgsqlTypes.NpgsqlDbType.Array, students is null ? DBNull.Value : Array.ConvertAll(students, student => student.Value));
        command.Parameters.AddWithValue("most", StudentsAtOnce);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<WantedRow>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(WantedRow.Read(reader));

        return rows;
    }

    private async Task OpenAsync(NpgsqlConnection connection, List<WantedRow> rows, List<WantedStudent> wanted, CancellationToken cancellationToken)
    {
        var keyring = await studentKeys.OpenAsync(connection, [.. rows.Select(row => row.Student)], cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var row in rows)
        {
            if (keyring.Open<Person>(row.Student, row.PersonSealed) is { } person)
                wanted.Add(row.Want(person, keyring.Open<string>(row.Student, row.DnSealed), Lives(row, now), StockholmTime.DayOf(now)));
        }
    }

    /// <summary>D-35: open while a period or its grace counts; the day that the process closes it on is the process's.</summary>
    private EntryLife Lives(WantedRow row, DateTimeOffset now)
    {
        var today = StockholmTime.DayOf(now);
        if (row.LastDay is { } last && last.AddDays(process.GraceDays + 1) >= today)
            return EntryLife.Open;

        return options.DeleteAfterDays > 0 && row.ClosedAt is { } closed && StockholmTime.DayOf(closed).AddDays(options.DeleteAfterDays) < today
            ? EntryLife.Erasable
            : EntryLife.Closed;
    }
}

using Dapper;
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
        var students = await connection.QueryAsync<Guid>(new CommandDefinition(
            "select student_id from directory_wanted(null) order by student_id",
            cancellationToken: cancellationToken));
        var wanted = new List<WantedStudent>();
        foreach (var chunk in students.Chunk(StudentsAtOnce))
            await LoadAsync(connection, chunk, wanted, cancellationToken);
        return wanted;
    }

    /// <summary>Some of them; who isn't among <see cref="LoadAsync(CancellationToken)"/>'s is left out.</summary>
    public async Task<IReadOnlyDictionary<StudentId, WantedStudent>> FindAsync(IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await LoadAsync(connection, students, cancellationToken)).ToDictionary(wanted => wanted.Student);
    }

    /// <summary>Those of these students who are wanted, as the connection's transaction sees them.</summary>
    internal async Task<IReadOnlyList<WantedStudent>> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        var wanted = new List<WantedStudent>(students.Count);
        foreach (var chunk in students.Chunk(StudentsAtOnce))
            await LoadAsync(connection, [.. chunk.Select(student => student.Value)], wanted, cancellationToken);
        return wanted;
    }

    private async Task LoadAsync(NpgsqlConnection connection, Guid[] students, List<WantedStudent> wanted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WantedRow.Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("students", students));
        var rows = new List<WantedRow>(students.Length);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(WantedRow.Read(reader));
        }

        var keyring = await studentKeys.OpenAsync(connection, [.. rows.Select(row => row.Student)], cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var row in rows)
        {
            if (keyring.Open<Person>(row.Student, row.PersonSealed) is { } person)
            {
                var (life, until) = Lives(row, StockholmTime.DayOf(now));
                wanted.Add(row.Want(person, keyring.Open<string>(row.Student, row.DnSealed), life, until, StockholmTime.DayOf(now)));
            }
        }
    }

    /// <summary>D-35: open while a period or its grace counts; the day that the process closes it on is the process's.</summary>
    /// <returns>And the last day that it lives so.</returns>
    private (EntryLife Life, DateOnly Until) Lives(WantedRow row, DateOnly today)
    {
        if (row.LastDay is { } last && last.AddDays(process.GraceDays + 1) is var end && end >= today)
            return (EntryLife.Open, end);
        if (options.DeleteAfterDays == 0 || row.ClosedAt is not { } closed)
            return (EntryLife.Closed, DateOnly.MaxValue);

        var kept = StockholmTime.DayOf(closed).AddDays(options.DeleteAfterDays);
        return kept < today ? (EntryLife.Erasable, DateOnly.MaxValue) : (EntryLife.Closed, kept);
    }
}

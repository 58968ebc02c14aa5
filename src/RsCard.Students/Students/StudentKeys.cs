using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Students;

/// <summary>Each student's own key, wrapped by a master key. What is sealed with it is erased by destroying it (D-40, D-4).</summary>
public sealed class StudentKeys(MasterKeys masterKeys)
{
    /// <summary>The keys of these students that aren't destroyed. One query.</summary>
    public async Task<StudentKeyring> OpenAsync(NpgsqlConnection connection, IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(Guid StudentId, string MasterKey, byte[] Wrapped)>(new CommandDefinition(
            """
            select student_id, master_key, wrapped
            from student_key
            where student_id = any(@students)
            and wrapped is not null
            """,
            new { students = students.Select(id => id.Value).Distinct().ToArray() },
            cancellationToken: cancellationToken));
        return new StudentKeyring(rows.ToDictionary(
            row => new StudentId(row.StudentId),
            row => masterKeys.Open(row.MasterKey, row.Wrapped, row.StudentId.ToString())));
    }

    /// <summary>Makes and stores a key for each of these new students.</summary>
    public async Task<StudentKeyring> CreateAsync(NpgsqlTransaction transaction, IReadOnlyList<StudentId> students, CancellationToken cancellationToken)
    {
        var made = students.ToDictionary(id => id, _ => RandomNumberGenerator.GetBytes(32));
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into student_key (student_id, master_key, wrapped)
            select id, @masterKey, wrapped
            from unnest(@ids, @wrapped) as made (id, wrapped)
            """,
            new
            {
                masterKey = masterKeys.Current,
                ids = made.Keys.Select(id => id.Value).ToArray(),
                wrapped = made.Select(pair => masterKeys.Seal(pair.Value, pair.Key.ToString())).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        return new StudentKeyring(made);
    }
}

/// <summary>Opened keys of some students.</summary>
public sealed class StudentKeyring(Dictionary<StudentId, byte[]> keys)
{
    public bool Has(StudentId student) => keys.ContainsKey(student);

    public byte[] Seal<T>(StudentId student, T value) =>
        Sealing.Seal(keys[student], JsonSerializer.SerializeToUtf8Bytes(value), student.ToString());

    /// <summary>Bytes as they are, such as a file.</summary>
    /// <param name="what">Names the value within the student's: it is opened as that and as nothing else.</param>
    public byte[] SealBytes(StudentId student, ReadOnlySpan<byte> plain, string what) =>
        Sealing.Seal(keys[student], plain, $"{student}/{what}");

    /// <summary>Null when the student's key was destroyed: the bytes are erased.</summary>
    public byte[]? OpenBytes(StudentId student, ReadOnlySpan<byte> @sealed, string what) =>
        keys.TryGetValue(student, out var key) ? Sealing.Open(key, @sealed, $"{student}/{what}") : null;

    /// <summary>Null when the student's key was destroyed: the value is erased.</summary>
    public T? Open<T>(StudentId student, byte[]? @sealed)
        where T : class =>
        @sealed is not null && keys.TryGetValue(student, out var key)
            ? JsonSerializer.Deserialize<T>(Sealing.Open(key, @sealed, student.ToString()))
            : null;
}

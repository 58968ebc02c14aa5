using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Journal;

/// <summary>Plans and images as they are kept: sealed with the student's own key where the student is known, so that erasing the student erases them, else with the installation's.</summary>
public sealed class EntrySeals(MasterKeys masterKeys, StudentKeys studentKeys, NpgsqlDataSource database)
{
    private const string BelongsTo = "directory";

    internal static JsonSerializerOptions Json { get; } = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Opens the keys of these students by a connection that the caller has: a second one for each of many at once would exhaust the pool.</summary>
    public async Task<EntryKeyring> OpenAsync(NpgsqlConnection connection, IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken) =>
        new(masterKeys, students.Count > 0 ? await studentKeys.OpenAsync(connection, students, cancellationToken) : new StudentKeyring([]), BelongsTo);

    public Task<EntryKeyring> OpenAsync(NpgsqlConnection connection, StudentId? student, CancellationToken cancellationToken) =>
        OpenAsync(connection, student is { } id ? [id] : [], cancellationToken);

    /// <summary>The same by a connection of its own.</summary>
    public async Task<EntryKeyring> OpenAsync(IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await OpenAsync(connection, students, cancellationToken);
    }

    public Task<EntryKeyring> OpenAsync(StudentId student, CancellationToken cancellationToken) => OpenAsync([student], cancellationToken);
}

/// <summary>Seals and opens for some students, and for entries without one.</summary>
public sealed class EntryKeyring(MasterKeys masterKeys, StudentKeyring students, string belongsTo)
{
    /// <summary>Nothing (no bytes) where the student's key was destroyed: what can't be erased again isn't kept.</summary>
    public SealedValue Seal<T>(StudentId? student, T value)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(value, EntrySeals.Json);
        return student is not { } id
            ? new SealedValue(masterKeys.Seal(plain, belongsTo), masterKeys.Current)
            : new SealedValue(students.Has(id) ? students.Seal(id, plain) : [], MasterKey: null);
    }

    /// <summary>Null where the student's values were erased.</summary>
    /// <exception cref="CryptographicException">The sealed bytes were changed, or belong to something else.</exception>
    public T? Open<T>(StudentId? student, byte[]? @sealed, string? masterKey)
        where T : class
    {
        if (@sealed is null or [])
            return null;

        var plain = masterKey is not null ? masterKeys.Open(masterKey, @sealed, belongsTo) : student is { } id ? students.Open<byte[]>(id, @sealed) : null;
        return plain is null ? null : JsonSerializer.Deserialize<T>(plain, EntrySeals.Json);
    }
}

/// <param name="MasterKey">The installation's key that sealed it; null: the student's own.</param>
public sealed record SealedValue(byte[] Bytes, string? MasterKey);

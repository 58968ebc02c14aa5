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

    /// <summary>Opens the keys of these students. One query.</summary>
    public async Task<EntryKeyring> OpenAsync(IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        if (students.Count == 0)
            return new EntryKeyring(masterKeys, new StudentKeyring([]), BelongsTo);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new EntryKeyring(masterKeys, await studentKeys.OpenAsync(connection, students, cancellationToken), BelongsTo);
    }

    /// <summary>For use inside a transaction of this connection.</summary>
    public async Task<EntryKeyring> OpenAsync(NpgsqlConnection connection, StudentId? student, CancellationToken cancellationToken) =>
        new(masterKeys, student is { } id ? await studentKeys.OpenAsync(connection, [id], cancellationToken) : new StudentKeyring([]), BelongsTo);

    public Task<EntryKeyring> OpenAsync(StudentId? student, CancellationToken cancellationToken) => OpenAsync(student is { } id ? [id] : [], cancellationToken);
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

using System.Buffers.Binary;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>
/// Everything that a student and an entry are matched by (<see cref="EntryIndex"/>), as numbers: parts of keyed hashes, so that they may
/// be kept beside what is sealed. Two that differ can have the same number: they are then looked at together, and nothing else comes of it.
/// </summary>
/// <param name="keyedHash">Text → keyed hash in base64, at least 64 bits.</param>
public sealed class MatchKeys(Func<string, string> keyedHash)
{
    private const long OfUuid = 0x1db1_6b40_a2c5_77e9;

    /// <summary>Each once.</summary>
    public long[] Of(MirroredEntry entry)
    {
        var keys = new HashSet<long> { Of(entry.EntryUuid) };
        foreach (var rsId in entry.ValuesOf(DirectoryNames.RsId))
            keys.Add(OfRsId(rsId));
        foreach (var hsaId in entry.ValuesOf(DirectoryNames.HsaId))
            keys.Add(OfHsaId(hsaId));
        foreach (var number in entry.PersonalNumberKeys)
            keys.Add(OfNumber(number));
        return [.. keys];
    }

    public long[] Of(WantedStudent wanted) => Of(wanted.Entry.RsId, wanted.Entry.HsaId, wanted.PersonalNumberKey, wanted.Proved?.EntryUuid);

    /// <param name="numberKey">As <see cref="WantedStudent.PersonalNumberKey"/>.</param>
    /// <param name="proved">The entry that was proved last.</param>
    public long[] Of(string rsId, string hsaId, string? numberKey, Guid? proved)
    {
        var keys = new HashSet<long> { OfRsId(rsId), OfHsaId(hsaId) };
        if (numberKey is not null)
            keys.Add(OfNumber(numberKey));
        if (proved is { } uuid)
            keys.Add(Of(uuid));
        return [.. keys];
    }

    private static long Of(Guid entryUuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        entryUuid.TryWriteBytes(bytes);
        return OfUuid ^ BinaryPrimitives.ReadInt64LittleEndian(bytes) ^ long.RotateLeft(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), 29);
    }

    /// <summary>A number's key is a keyed hash already.</summary>
    public static long OfNumber(string numberKey) => First(numberKey);

    // Identifiers are matched without regard to case.
    private long OfRsId(string rsId) => First(keyedHash("match-rsid:" + rsId.ToUpperInvariant()));

    private long OfHsaId(string hsaId) => First(keyedHash("match-hsaid:" + hsaId.ToUpperInvariant()));

    private static long First(string base64)
    {
        // 12 characters are 9 bytes; a shorter text is nobody's hash.
        Span<byte> bytes = stackalloc byte[9];
        return base64.Length >= 12 && Convert.TryFromBase64Chars(base64.AsSpan(0, 12), bytes, out var length) && length >= 8
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes)
            : throw new FormatException("expected a hash in base64");
    }
}

using System.Buffers.Binary;
using System.Text;

namespace RsCard.Students.Submissions;

/// <summary>
/// The directory at the end of a ZIP file (APPNOTE 4.3.12 and 4.3.16), read without unpacking anything: what a spreadsheet claims to
/// unpack to is known before a library touches it. It must lie exactly before the end record, so that no reader sees another one.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int MaxComment = ushort.MaxValue;
    private const long FreeSize = 1024 * 1024;

    /// <summary>Null where the file may be opened.</summary>
    internal static FileRefusal? Check(ReadOnlySpan<byte> file, ListLimits limits)
    {
        var end = file[Math.Max(0, file.Length - EndLength - MaxComment)..].LastIndexOf("PK\x5\x6"u8);
        end = end < 0 ? end : end + Math.Max(0, file.Length - EndLength - MaxComment);
        if (end < 0 || end + EndLength > file.Length)
            return new FileRefusal(FileCodes.Damaged);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[(end + 10)..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(end + 12)..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(file[(end + 16)..]);
        if (count > limits.MaxParts)
            return new FileRefusal(FileCodes.Bomb);
        if (start + (long)length != end)
            return new FileRefusal(FileCodes.Damaged);
        return CheckEntries(file[(int)start..end], count, limits);
    }

    private static FileRefusal? CheckEntries(ReadOnlySpan<byte> directory, int count, ListLimits limits)
    {
        var (unpacked, isWorkbook) = (0L, false);
        for (var entry = 0; entry < count; entry++)
        {
            if (directory.Length < EntryLength || !directory.StartsWith("PK\x1\x2"u8))
                return new FileRefusal(FileCodes.Damaged);
            long packedSize = BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var entryLength = EntryLength + nameLength
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (entryLength > directory.Length)
                return new FileRefusal(FileCodes.Damaged);

            unpacked += size;
            if (unpacked > limits.MaxUnpackedBytes || (size > FreeSize && size > packedSize * limits.MaxRatio))
                return new FileRefusal(FileCodes.Bomb);
            isWorkbook |= Encoding.UTF8.GetString(directory.Slice(EntryLength, nameLength)).Replace('\\', '/').TrimStart('/')
                .Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase);
            directory = directory[entryLength..];
        }

        if (!directory.IsEmpty)
            return new FileRefusal(FileCodes.Damaged);
        return isWorkbook ? null : new FileRefusal(FileCodes.Type);
    }
}

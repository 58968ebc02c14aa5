using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// An entry as bytes, and back. The values stay bytes until they are asked for: 100,000 entries as dictionaries of strings take
/// over 200 MB, as bytes 50, and of most entries nothing but a comparison is wanted.
/// </summary>
internal static class PackedEntry
{
    /// <summary>The bytes are hashed too: their kind stands first (<see cref="RsCard.Students.Students.MasterKeys.LookupHash(ReadOnlySpan{byte})"/>).</summary>
    private static readonly byte[] Mark = "mirror:"u8.ToArray();

    /// <summary>Mark, entryUUID, branch.</summary>
    private static readonly int HeadLength = Mark.Length + 17;

    /// <summary>The entry's bytes, behind whatever <paramref name="into"/> holds.</summary>
    public static void Pack(MirroredEntry entry, IBufferWriter<byte> into)
    {
        var head = into.GetSpan(HeadLength);
        Mark.CopyTo(head);
        entry.EntryUuid.TryWriteBytes(head[Mark.Length..]);
        head[HeadLength - 1] = (byte)entry.Branch;
        into.Advance(HeadLength);
        WriteText(into, entry.EntryCsn);
        WriteText(into, entry.PersonalNumberKey ?? "");
        WriteText(into, entry.Dn);

        // In an order of its own: a server may show the same entry in another one.
        foreach (var (name, values) in entry.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WriteText(into, name);
            WriteCount(into, values.Count);
            for (var at = 0; at < values.Count; at++)
                WriteText(into, values[at]);
        }
    }

    public static MirroredEntry Unpack(byte[] packed)
    {
        var uuid = new Guid(packed.AsSpan(Mark.Length, 16));
        var branch = (DirectoryBranch)packed[HeadLength - 1];
        var at = HeadLength;
        var csn = ReadText(packed, ref at);
        var key = ReadText(packed, ref at);
        var dn = ReadText(packed, ref at);
        return new MirroredEntry(uuid, csn, dn, branch, key.Length > 0 ? key : null, new PackedValues(packed[at..]));
    }

    /// <summary>The bytes of the text at <paramref name="at"/>, which then stands behind it.</summary>
    internal static ReadOnlySpan<byte> ReadBytes(byte[] packed, ref int at)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(at));
        at += 4 + length;
        return packed.AsSpan(at - length, length);
    }

    internal static string ReadText(byte[] packed, ref int at) => Encoding.UTF8.GetString(ReadBytes(packed, ref at));

    internal static int ReadCount(byte[] packed, ref int at)
    {
        at += 4;
        return BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(at - 4));
    }

    private static void WriteText(IBufferWriter<byte> into, string text)
    {
        var span = into.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        into.Advance(4 + length);
    }

    private static void WriteCount(IBufferWriter<byte> into, int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into.GetSpan(4), count);
        into.Advance(4);
    }
}

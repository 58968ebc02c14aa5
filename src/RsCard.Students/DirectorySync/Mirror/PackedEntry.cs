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
    public static byte[] Pack(MirroredEntry entry)
    {
        using var stream = new MemoryStream(512);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write("mirror:");
        writer.Write(entry.EntryUuid.ToByteArray());
        writer.Write((byte)entry.Branch);
        WriteText(writer, entry.EntryCsn);
        WriteText(writer, entry.PersonalNumberKey ?? "");
        WriteText(writer, entry.Dn);

        // In an order of its own: a server may show the same entry in another one.
        foreach (var (name, values) in entry.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WriteText(writer, name);
            writer.Write(values.Count);
            foreach (var value in values)
                WriteText(writer, value);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static MirroredEntry Unpack(byte[] packed)
    {
        var at = "mirror:".Length + 1;
        var uuid = new Guid(packed.AsSpan(at, 16));
        var branch = (DirectoryBranch)packed[at + 16];
        at += 17;
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

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}

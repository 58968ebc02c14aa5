using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>The values of RFC 4533's controls and messages. Reading throws as <see cref="AnswerReader"/> does.</summary>
internal static class SyncControls
{
    private enum Mode
    {
        RefreshOnly = 1,
    }

    public static LdapControl Request(LdapSyncRequest request)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteEnumeratedValue(Mode.RefreshOnly);
            if (request.Cookie is not null)
                writer.WriteOctetString(request.Cookie);
            // Never reloadHint: a reload in the same answer looks like a refresh that names changes alone.
        }

        return new LdapControl(LdapOid.SyncRequest, IsCritical: true, writer.Encode());
    }

    public static (SyncState State, Guid EntryUuid, byte[]? Cookie) ReadState(byte[] value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        var state = reader.ReadEnumeratedValue<SyncState>();
        return (state, ReadUuid(reader), ReadCookie(reader));
    }

    public static (byte[]? Cookie, bool RefreshDeletes) ReadDone(byte[] value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        return (ReadCookie(reader), ReadFlag(reader, byDefault: false));
    }

    public static SyncInfo ReadInfo(byte[] value)
    {
        var outer = new AsnReader(value, AsnEncodingRules.BER);
        var tag = outer.PeekTag();
        if (tag.Is(LdapTag.Context(0)))
            return new SyncInfo.NewCookie(outer.ReadOctets(tag).ToArray());
        var reader = outer.ReadSequence(tag);
        var cookie = ReadCookie(reader);
        if (tag.Is(LdapTag.Context(1)))
            return new SyncInfo.DeletePhaseOver(cookie);
        if (tag.Is(LdapTag.Context(2)))
            return new SyncInfo.PresentPhaseOver(cookie);
        if (!tag.Is(LdapTag.Context(3)))
            throw new AsnContentException("an unknown sync info");

        var areDeleted = ReadFlag(reader, byDefault: false);
        var set = reader.ReadSetOf();
        var ids = new List<Guid>();
        while (set.HasData)
            ids.Add(ReadUuid(set));
        return new SyncInfo.IdSet(cookie, areDeleted, ids);
    }

    private static byte[]? ReadCookie(AsnReader reader) =>
        reader.HasData && reader.PeekTag().Is(Asn1Tag.PrimitiveOctetString) ? reader.ReadOctets().ToArray() : null;

    private static bool ReadFlag(AsnReader reader, bool byDefault) =>
        reader.HasData && reader.PeekTag().Is(Asn1Tag.Boolean) ? reader.ReadBoolean() : byDefault;

    private static Guid ReadUuid(AsnReader reader)
    {
        var octets = reader.ReadOctets();
        return octets.Length == 16 ? new Guid(octets.Span, bigEndian: true) : throw new AsnContentException("an entryUUID of another length than 16");
    }
}

/// <summary>What a Sync State control says of its entry.</summary>
internal enum SyncState
{
    Present = 0,
    Add = 1,
    Modify = 2,
    Delete = 3,
}

/// <summary>A Sync Info message.</summary>
internal abstract record SyncInfo(byte[]? Cookie)
{
    public sealed record NewCookie(byte[] Value) : SyncInfo(Value);

    public sealed record DeletePhaseOver(byte[]? Cookie) : SyncInfo(Cookie);

    public sealed record PresentPhaseOver(byte[]? Cookie) : SyncInfo(Cookie);

    public sealed record IdSet(byte[]? Cookie, bool AreDeleted, IReadOnlyList<Guid> Ids) : SyncInfo(Cookie);
}

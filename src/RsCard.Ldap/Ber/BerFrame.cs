namespace RsCard.Ldap;

/// <summary>Where a message ends: an LDAPMessage is a SEQUENCE of definite length (RFC 4511, 4.1.1 and 5.1).</summary>
internal static class BerFrame
{
    private const byte Sequence = 0x30;

    /// <summary>Octets of the whole message that <paramref name="start"/> begins; 0: more octets are needed to know.</summary>
    /// <exception cref="LdapException">Not a message, or one over <paramref name="maxBytes"/>.</exception>
    public static int LengthOf(ReadOnlySpan<byte> start, int maxBytes)
    {
        if (start.Length > 0 && start[0] != Sequence)
            throw new LdapException(LdapErrorCode.MalformedAnswer, "an answer doesn't begin as a message");
        if (start.Length < 2)
            return 0;
        if (start[1] < 0x80)
            return 2 + start[1];

        var lengthOctets = start[1] & 0x7f;
        if (lengthOctets is 0 or > 4)
            throw new LdapException(LdapErrorCode.MalformedAnswer, "an answer's length is indefinite or over four octets");
        if (start.Length < 2 + lengthOctets)
            return 0;
        long length = 0;
        foreach (var octet in start.Slice(2, lengthOctets))
            length = (length << 8) | octet;
        if (length > maxBytes)
            throw new LdapException(LdapErrorCode.AnswerTooLarge, $"an answer of {length} bytes; the limit is {maxBytes}");
        return (int)(2 + lengthOctets + length);
    }

    /// <summary>
    /// Reads one message and not an octet more: before TLS, nothing may be taken from the stream that belongs behind it.
    /// </summary>
    public static async Task<byte[]> ReadExactlyOneAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var start = new byte[6];
        var have = 0;
        int length;
        while ((length = LengthOf(start.AsSpan(0, have), maxBytes)) == 0)
        {
            await stream.ReadExactlyAsync(start.AsMemory(have, 1), cancellationToken);
            have++;
        }

        var message = new byte[length];
        start.AsSpan(0, have).CopyTo(message);
        await stream.ReadExactlyAsync(message.AsMemory(have), cancellationToken);
        return message;
    }
}

namespace RsCard.Ldap;

/// <summary>Cuts a stream into messages. One reader at a time.</summary>
internal sealed class FrameReader(Stream stream, int maxMessageBytes)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>The next message in an array of its own; null where the stream ends between two messages.</summary>
    /// <exception cref="LdapException">Not a message, one too large, or an end in the middle of one.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = BerFrame.LengthOf(buffer.AsSpan(start, end - start), maxMessageBytes);
            if (length > 0 && length <= end - start)
            {
                var message = buffer.AsSpan(start, length).ToArray();
                start += length;
                return message;
            }

            MakeRoom(length);
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0 && start == end)
                return null;
            if (read == 0)
                throw new LdapException(LdapErrorCode.ConnectionBroken, "the connection ended in the middle of an answer");
            end += read;
        }
    }

    // Grows to what has arrived and the same again, never at once to what a length merely claims.
    private void MakeRoom(int wanted)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, Math.Max(wanted, buffer.Length + 1)));
    }
}

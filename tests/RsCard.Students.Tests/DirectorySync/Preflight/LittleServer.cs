using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;

namespace RsCard.Students.Tests.DirectorySync.Preflight;

/// <summary>A server that lets anybody in, shows an empty root DSE, and refuses all else with one result. Plain, any number of clients.</summary>
internal sealed class LittleServer : IAsyncDisposable
{
    private static readonly Asn1Tag Bind = new(TagClass.Application, 0);
    private static readonly Asn1Tag Search = new(TagClass.Application, 3);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;
    private readonly int refusal;

    public LittleServer(int refusal)
    {
        this.refusal = refusal;
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        while (!end.IsCancellationRequested)
            talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(end.Token)));
        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connected = client;
        await using var stream = client.GetStream();
        var heard = new byte[64 * 1024];
        var length = 0;
        while (await stream.ReadAsync(heard.AsMemory(length), end.Token) is > 0 and var count)
        {
            length += count;
            while (AsnDecoder.TryReadEncodedValue(heard.AsSpan(0, length), AsnEncodingRules.BER, out _, out _, out _, out var taken))
            {
                await stream.WriteAsync(Answer(heard[..taken]), end.Token);
                heard.AsSpan(taken, length - taken).CopyTo(heard);
                length -= taken;
            }
        }
    }

    private byte[] Answer(byte[] request)
    {
        var message = new AsnReader(request, AsnEncodingRules.BER).ReadSequence();
        var id = message.ReadInteger();
        var tag = message.PeekTag();
        var asksForRoot = tag.HasSameClassAndValue(Search) && message.ReadSequence(new Asn1Tag(TagClass.Application, 3, isConstructed: true)).ReadOctetString().Length == 0;
        var writer = new AsnWriter(AsnEncodingRules.BER);
        if (tag.TagValue == 2)
            return [];
        if (asksForRoot)
            Write(writer, id, new Asn1Tag(TagClass.Application, 4, isConstructed: true), WriteEmptyEntry);
        var answer = tag.TagValue == 3 ? 5 : tag.TagValue == 23 ? 24 : tag.TagValue + 1;
        Write(writer, id, new Asn1Tag(TagClass.Application, answer, isConstructed: true), done => WriteResult(done, asksForRoot || tag.HasSameClassAndValue(Bind) ? 0 : refusal));
        return writer.Encode();
    }

    private static void Write(AsnWriter writer, System.Numerics.BigInteger id, Asn1Tag tag, Action<AsnWriter> body)
    {
        using var sequence = writer.PushSequence();
        writer.WriteInteger(id);
        using var operation = writer.PushSequence(tag);
        body(writer);
    }

    private static void WriteEmptyEntry(AsnWriter writer)
    {
        writer.WriteOctetString([]);
        using var attributes = writer.PushSequence();
    }

    private static void WriteResult(AsnWriter writer, int code)
    {
        writer.WriteEncodedValue([0x0a, 0x01, (byte)code]);
        writer.WriteOctetString([]);
        writer.WriteOctetString([]);
    }
}

using System.Formats.Asn1;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace RsCard.Students.Tests.DirectorySync.Preflight;

/// <summary>A server that lets anybody in, shows a root DSE, and refuses all else with one result. Any number of clients.</summary>
internal sealed class LittleServer : IAsyncDisposable
{
    private static readonly Asn1Tag Bind = new(TagClass.Application, 0);
    private static readonly Asn1Tag Search = new(TagClass.Application, 3);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;
    private readonly int refusal;
    private readonly X509Certificate2? certificate;
    private readonly (string Name, string Value)[] rootDse;

    /// <param name="certificate">What it shows over LDAPS; null: it is plain.</param>
    /// <param name="rootDse">What it says about itself.</param>
    public LittleServer(int refusal, X509Certificate2? certificate = null, params (string Name, string Value)[] rootDse)
    {
        this.refusal = refusal;
        this.certificate = certificate;
        this.rootDse = rootDse;
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
        await using var plain = client.GetStream();
        await using var tls = certificate is null ? null : new SslStream(plain);
        if (tls is not null)
            await tls.AuthenticateAsServerAsync(certificate!);
        Stream stream = tls is null ? plain : tls;
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
            Write(writer, id, new Asn1Tag(TagClass.Application, 4, isConstructed: true), WriteRootDse);
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

    private void WriteRootDse(AsnWriter writer)
    {
        writer.WriteOctetString([]);
        using var attributes = writer.PushSequence();
        foreach (var (name, value) in rootDse)
        {
            using var attribute = writer.PushSequence();
            writer.WriteOctetString(System.Text.Encoding.UTF8.GetBytes(name));
            using var values = writer.PushSetOf();
            writer.WriteOctetString(System.Text.Encoding.UTF8.GetBytes(value));
        }
    }

    private static void WriteResult(AsnWriter writer, int code)
    {
        writer.WriteEncodedValue([0x0a, 0x01, (byte)code]);
        writer.WriteOctetString([]);
        writer.WriteOctetString([]);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace RsCard.Students.Tests.Runtime;

/// <summary>A wire to PostgreSQL that can be cut after a question was answered and before the answer arrives.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    /// <summary>'Ready for query, no transaction': the end of an answer.</summary>
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly (string Host, int Port) server;
    private readonly Task accepting;
    private byte[]? question;

    public CutWire(string connectionString)
    {
        var there = new NpgsqlConnectionStringBuilder(connectionString);
        server = (there.Host!, there.Port);
        listener.Start();
        there.Host = IPAddress.Loopback.ToString();
        there.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        there.SslMode = SslMode.Disable;
        there.GssEncryptionMode = GssEncryptionMode.Disable;
        ConnectionString = there.ConnectionString;
        accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>The next question in which this text stands is asked, and its answer is lost with the connection.</summary>
    public void CutAnswerTo(string text) => question = Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var wires = new List<Task>();
        try
        {
            while (true)
                wires.Add(JoinAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(wires);
        }
    }

    private async Task JoinAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(server.Host, server.Port, stop.Token);
        var cut = false;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var there = CopyAsync(near.GetStream(), far.GetStream(), sent =>
        {
            cut |= question is { } text && sent.IndexOf(text) >= 0;
            if (cut)
                question = null;
            return true;
        }, ended.Token);
        var back = CopyAsync(far.GetStream(), near.GetStream(), answer => !cut || (answer.EndsWith(Ready) ? throw new IOException("cut") : false), ended.Token);
        await Task.WhenAny(there, back);
        await ended.CancelAsync();
        await Task.WhenAll(there, back);
    }

    private delegate bool Pass(ReadOnlySpan<byte> bytes);

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Pass pass, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (pass(buffer.AsSpan(0, read)))
                    await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Cut, or closed by either end.
        }
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.ManyNodes;

/// <summary>
/// Stands between a worker and slapd, plain to the one and TLS to the other, and keeps the first add back: on its way there, or
/// the answer to it on its way back.
/// </summary>
internal sealed class HoldingLdapProxy : IAsyncDisposable
{
    private const byte AddRequest = 0x68;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> pumps = [];
    private readonly SlapdServer slapd;
    private readonly bool holdsAnswer;
    private readonly Task accepting;

    /// <param name="holdsAnswer">The add is done, and the answer kept back; false: slapd doesn't get it.</param>
    public HoldingLdapProxy(SlapdServer slapd, bool holdsAnswer)
    {
        this.slapd = slapd;
        this.holdsAnswer = holdsAnswer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Done when an add, or its answer, is kept back.</summary>
    public Task Held => held.Task;

    public void Release() => released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await stopping.CancelAsync();
        listener.Stop();
        await Task.WhenAll([accepting, .. pumps]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            pumps.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(slapd.CaFile);
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, slapd.LdapsPort, stopping.Token);
            await using var there = new SslStream(server.GetStream());
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(authority);
            await there.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy }, stopping.Token);
            var here = client.GetStream();
            var adds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Task.WhenAny(SendAsync(here, there, adds), AnswerAsync(there, here, adds.Task));
        }
    }

    private async Task SendAsync(Stream here, Stream there, TaskCompletionSource adds)
    {
        while (await ReadMessageAsync(here) is { } message)
        {
            if (OperationOf(message) == AddRequest)
            {
                adds.TrySetResult();
                if (!holdsAnswer)
                {
                    held.TrySetResult();
                    await released.Task.WaitAsync(stopping.Token);
                }
            }

            await there.WriteAsync(message, stopping.Token);
        }
    }

    private async Task AnswerAsync(Stream there, Stream here, Task added)
    {
        while (await ReadMessageAsync(there) is { } message)
        {
            if (holdsAnswer && added.IsCompleted)
            {
                held.TrySetResult();
                await released.Task.WaitAsync(stopping.Token);
            }

            await here.WriteAsync(message, stopping.Token);
        }
    }

    /// <summary>One LDAPMessage (RFC 4511 section 4.1.1), or null at the end.</summary>
    private async Task<byte[]?> ReadMessageAsync(Stream stream)
    {
        var head = new byte[6];
        if (await stream.ReadAtLeastAsync(head.AsMemory(0, 2), 2, throwOnEndOfStream: false, stopping.Token) < 2)
            return null;
        var more = head[1] < 0x80 ? 0 : head[1] & 0x7f;
        await stream.ReadExactlyAsync(head.AsMemory(2, more), stopping.Token);
        var length = more == 0 ? head[1] : head.AsSpan(2, more).ToArray().Aggregate(0, (sum, next) => (sum << 8) | next);
        var message = new byte[2 + more + length];
        head.AsSpan(0, 2 + more).CopyTo(message);
        await stream.ReadExactlyAsync(message.AsMemory(2 + more), stopping.Token);
        return message;
    }

    /// <summary>The tag behind the message's number.</summary>
    private static byte OperationOf(byte[] message)
    {
        var number = 2 + (message[1] < 0x80 ? 0 : message[1] & 0x7f);
        return message[number + 2 + message[number + 1]];
    }
}

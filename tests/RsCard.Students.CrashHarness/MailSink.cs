using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RsCard.Students.CrashHarness;

/// <summary>A mail that the server has taken: it is the recipient's from here on, whether or not the sender hears of it.</summary>
/// <param name="Digest">Of everything but the date and the parts' borders, which each attempt makes anew.</param>
internal sealed record AcceptedMail(int Worker, string MessageId, string Digest, long At);

/// <summary>
/// A mail server (RFC 5321) with a port for each worker, so that it knows who sent what. It can keep a worker waiting for
/// the answer to the final dot: that is where a kill hits a mail.
/// </summary>
internal sealed partial class MailSink : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, TcpListener> listeners = [];
    private readonly ConcurrentDictionary<int, Hold> holds = [];
    private readonly ConcurrentBag<Task> tasks = [];
    private readonly CancellationTokenSource stopping = new();

    public ConcurrentQueue<AcceptedMail> Accepted { get; } = [];

    /// <returns>The port for this worker's mails.</returns>
    public int Open(int worker)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listeners[worker] = listener;
        tasks.Add(AcceptAsync(worker, listener));
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Close(int worker)
    {
        if (listeners.TryRemove(worker, out var listener))
            listener.Stop();
    }

    /// <summary>The next mail of this worker is taken, and the answer kept back until the hold is disposed of.</summary>
    public Hold HoldNext(int worker) => holds[worker] = new Hold();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var worker in listeners.Keys)
            Close(worker);
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task AcceptAsync(int worker, TcpListener listener)
    {
        try
        {
            while (true)
                tasks.Add(ServeAsync(worker, await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The worker has gone, or the run is over.
        }
    }

    private async Task ServeAsync(int worker, TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await TalkAsync(worker, reader, stream);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                // Killed in the midst of a mail: what wasn't ended by its dot wasn't taken.
            }
        }
    }

    private async Task TalkAsync(int worker, StreamReader reader, NetworkStream stream)
    {
        await SayAsync(stream, "220 ready");
        while (await reader.ReadLineAsync(stopping.Token) is { } command)
        {
            switch (command.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(stream, "250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    if (await ReadMailAsync(reader) is not { } mail)
                        return;
                    Accepted.Enqueue(new AcceptedMail(worker, MessageId().Match(mail).Groups["id"].Value, DigestOf(mail), TimeProvider.System.GetTimestamp()));
                    if (holds.TryRemove(worker, out var hold))
                        await hold.ReachedAsync(stopping.Token);
                    await SayAsync(stream, "250 2.0.0 taken");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 ok");
                    break;
            }
        }
    }

    /// <returns>Null when the sender went before the final dot.</returns>
    private async Task<string?> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            if (line == ".")
                return mail.ToString();
            mail.Append(line).Append('\n');
        }

        return null;
    }

    private async Task SayAsync(NetworkStream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), stopping.Token);

    private static string DigestOf(string mail)
    {
        var same = DateLine().Replace(mail, "");
        foreach (Match border in Border().Matches(same))
            same = same.Replace(border.Groups["border"].Value, "border", StringComparison.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(same)));
    }

    [GeneratedRegex(@"^Message-ID:\s*(?<id><[^>]+>)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"^Date:[^\n]*\n", RegexOptions.Multiline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DateLine();

    [GeneratedRegex(@"boundary=""?(?<border>[^""\s;]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Border();
}

/// <summary>A worker that waits for the answer to a mail that was taken.</summary>
internal sealed class Hold : IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a mail has been taken.</summary>
    public Task Reached => reached.Task;

    public void Dispose() => released.TrySetResult();

    internal Task ReachedAsync(CancellationToken cancellationToken)
    {
        reached.TrySetResult();
        return released.Task.WaitAsync(cancellationToken);
    }
}

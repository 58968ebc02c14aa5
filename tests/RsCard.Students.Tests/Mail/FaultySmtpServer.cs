using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RsCard.Students.Tests.Mail;

internal enum SmtpStage
{
    Greeting,
    Ehlo,
    Login,
    MailFrom,
    RcptTo,
    Data,
    FinalDot,
}

/// <summary>What goes wrong at one stage of a session.</summary>
internal abstract record SmtpFault
{
    public sealed record None : SmtpFault;

    public sealed record Answers(SmtpStage Stage, string Line) : SmtpFault;

    public sealed record Drops(SmtpStage Stage) : SmtpFault;

    /// <summary>Never answers again.</summary>
    public sealed record Hangs(SmtpStage Stage) : SmtpFault;

    /// <summary>Answers each command in single characters, each in a packet of its own.</summary>
    public sealed record Dribbles : SmtpFault;
}

/// <summary>A mail server on a free loopback port that fails as it is told, and keeps what it was sent.</summary>
internal sealed class FaultySmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task accepting;
    private readonly SmtpFault fault;
    private readonly string[] extensions;

    /// <param name="extensions">What EHLO offers.</param>
    public FaultySmtpServer(SmtpFault? fault = null, params string[] extensions)
    {
        this.fault = fault ?? new SmtpFault.None();
        this.extensions = extensions;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Done when the stage is reached from which nothing is answered any more.</summary>
    public Task Hanging => hanging.Task;

    public int Connections => sessions.Count;

    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Everything that came up to a final dot, whatever was answered.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions);
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                sessions.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await TalkAsync(reader, stream);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // the client has gone, or the server was disposed
        }
    }

    private async Task TalkAsync(StreamReader reader, NetworkStream stream)
    {
        if (!await AnswerAsync(stream, SmtpStage.Greeting, "220 ready"))
            return;
        while (await reader.ReadLineAsync(stopping.Token) is { } command)
        {
            Commands.Enqueue(command);
            var goOn = command.Split(' ', ':')[0].ToUpperInvariant() switch
            {
                "EHLO" => await AnswerAsync(stream, SmtpStage.Ehlo, EhloAnswer()),
                "AUTH" => await AnswerAsync(stream, SmtpStage.Login, "334 UGFzc3dvcmQ6") && await PasswordAsync(reader, stream),
                "MAIL" => await AnswerAsync(stream, SmtpStage.MailFrom, "250 ok"),
                "RCPT" => await AnswerAsync(stream, SmtpStage.RcptTo, "250 ok"),
                "DATA" => await DataAsync(reader, stream),
                "QUIT" => false,
                _ => await AnswerAsync(stream, stage: null, "502 not here"),
            };
            if (!goOn)
                return;
        }
    }

    private string EhloAnswer() =>
        string.Join("\r\n", extensions.Prepend("localhost").Select((line, i) => (i == extensions.Length ? "250 " : "250-") + line));

    private async Task<bool> PasswordAsync(StreamReader reader, NetworkStream stream)
    {
        await reader.ReadLineAsync(stopping.Token);
        return await AnswerAsync(stream, stage: null, "535 5.7.8 wrong");
    }

    private async Task<bool> DataAsync(StreamReader reader, NetworkStream stream)
    {
        if (!await AnswerAsync(stream, SmtpStage.Data, "354 go on"))
            return false;
        if (fault is SmtpFault.Answers { Stage: SmtpStage.Data })
            return true;
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
            message.AppendLine(line);
        Messages.Enqueue(message.ToString());
        return await AnswerAsync(stream, SmtpStage.FinalDot, "250 2.0.0 queued");
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, SmtpStage? stage, string usual)
    {
        switch (fault)
        {
            case SmtpFault.Drops drops when drops.Stage == stage:
                return false;
            case SmtpFault.Hangs hangs when hangs.Stage == stage:
                hanging.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
                return false;
            case SmtpFault.Dribbles:
                stream.Socket.NoDelay = true;
                foreach (var one in Encoding.ASCII.GetBytes(usual + "\r\n"))
                {
                    await stream.WriteAsync(new[] { one }, stopping.Token);
                    await stream.FlushAsync(stopping.Token);
                }

                return true;
            default:
                var line = fault is SmtpFault.Answers answers && answers.Stage == stage ? answers.Line : usual;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), stopping.Token);
                return true;
        }
    }
}

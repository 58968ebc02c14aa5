using System.Buffers;
using System.Formats.Asn1;
using System.Threading.Channels;

namespace RsCard.Ldap;

/// <summary>
/// Many operations on one stream: one loop writes, one loop reads and gives each answer to its operation. The first
/// failure of any kind breaks the whole channel, for good: every pending operation fails, and no new one begins.
/// </summary>
internal sealed class MessageChannel : IAsyncDisposable
{
    private const int WriteBatchBytes = 32 * 1024;
    private const int MostAbandoned = 100_000;

    private readonly Stream stream;
    private readonly int maxMessageBytes;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<int, PendingOperation> pending = [];

    // Operations given up: the server may already have answered them. The oldest are forgotten: their answers came, or never will.
    private readonly HashSet<int> abandoned = [];
    private readonly Queue<int> abandonedInOrder = [];
    private readonly Channel<PendingOperation> outgoing =
        Channel.CreateUnbounded<PendingOperation>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;
    private readonly Task writing;
    private LdapException? broken;
    private PendingOperation? bind;

    public MessageChannel(Stream stream, int maxMessageBytes, TimeProvider time)
    {
        this.stream = stream;
        this.maxMessageBytes = maxMessageBytes;
        this.time = time;
        reading = Task.Run(ReadAsync);
        writing = Task.Run(WriteAsync);
    }

    /// <summary>Where the ids of requests begin.</summary>
    public MessageIds Ids { get; init; } = new();

    /// <summary>As <see cref="LdapEndpoint.MaxWaitingAnswers"/>.</summary>
    public int MostWaiting { get; init; } = LdapEndpoint.UsualWaitingAnswers;

    /// <summary>False from the first failure on.</summary>
    public bool IsUsable
    {
        get
        {
            lock (gate)
                return broken is null;
        }
    }

    /// <summary>Queues a request.</summary>
    /// <exception cref="LdapException">The channel is broken (<see cref="LdapErrorCode.ConnectionUnusable"/>): nothing was sent.</exception>
    public PendingOperation Begin(OperationKind kind, Asn1Tag doneTag, Action<AsnWriter> request, IReadOnlyList<LdapControl> controls)
    {
        lock (gate)
        {
            if (broken is not null)
                throw new LdapException(LdapErrorCode.ConnectionUnusable, "the connection is closed; nothing was sent", broken);
            if (bind is not null || (kind == OperationKind.Bind && pending.Count > 0))
                throw new LdapException(LdapErrorCode.BindNotAllowed, "a bind beside other operations");
            var messageId = NextId();
            var operation = new PendingOperation(messageId, kind, doneTag, RequestWriter.Message(messageId, request, controls), MostWaiting);
            bind = kind == OperationKind.Bind ? operation : null;
            pending.Add(messageId, operation);
            outgoing.Writer.TryWrite(operation);
            return operation;
        }
    }

    /// <summary>The caller no longer waits; the server is told, where it knows of the operation.</summary>
    public void Abandon(PendingOperation operation)
    {
        lock (gate)
        {
            if (!pending.Remove(operation.MessageId) || broken is not null || operation.TryWithdraw())
                return;
            abandoned.Add(operation.MessageId);
            abandonedInOrder.Enqueue(operation.MessageId);
            if (abandonedInOrder.Count > MostAbandoned)
                abandoned.Remove(abandonedInOrder.Dequeue());
            Enqueue(RequestWriter.Abandon(operation.MessageId));
        }
    }

    /// <summary>Ends the channel; only the first reason counts.</summary>
    public void Break(LdapException reason)
    {
        PendingOperation[] lost;
        lock (gate)
        {
            if (broken is not null)
                return;
            broken = reason;
            lost = [.. pending.Values];
            pending.Clear();
        }

        foreach (var operation in lost)
            operation.Fail(reason);
        outgoing.Writer.TryComplete();
        stop.Cancel();
    }

    /// <summary>Says goodbye (unbind) where that is still possible, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (broken is null)
                Enqueue(RequestWriter.Unbind);
        }

        outgoing.Writer.TryComplete();
        try
        {
            // A server that doesn't read any more shall not hold up the goodbye.
            await writing.WaitAsync(TimeSpan.FromSeconds(1), time);
        }
        catch (TimeoutException)
        {
        }

        Break(new LdapException(LdapErrorCode.ConnectionUnusable, "the connection was disposed"));
        await stream.DisposeAsync();
        await Task.WhenAll(reading, writing);
        stop.Dispose();
    }

    private void Enqueue(Action<AsnWriter> request)
    {
        var messageId = NextId();
        outgoing.Writer.TryWrite(new PendingOperation(messageId, OperationKind.Read, default, RequestWriter.Message(messageId, request, []), MostWaiting));
    }

    private int NextId() => Ids.Next(id => pending.ContainsKey(id) || abandoned.Contains(id));

    private async Task WriteAsync()
    {
        var batch = new ArrayBufferWriter<byte>(WriteBatchBytes);
        try
        {
            while (await outgoing.Reader.WaitToReadAsync(stop.Token))
            {
                batch.ResetWrittenCount();
                while (batch.WrittenCount < WriteBatchBytes && outgoing.Reader.TryRead(out var operation))
                {
                    if (operation.TryMarkSent())
                        batch.Write(operation.Frame);
                }

                await stream.WriteAsync(batch.WrittenMemory, stop.Token);
                await stream.FlushAsync(stop.Token);
            }
        }
        catch (Exception e)
        {
            Break(ReasonFor(e));
        }
    }

    private async Task ReadAsync()
    {
        var frames = new FrameReader(stream, maxMessageBytes);
        try
        {
            while (await frames.ReadAsync(stop.Token) is { } frame)
            {
                var (messageId, answer) = AnswerReader.Read(frame);
                Dispatch(messageId, answer);
            }

            Break(new LdapException(LdapErrorCode.ConnectionBroken, "the server closed the connection"));
        }
        catch (Exception e)
        {
            Break(ReasonFor(e));
        }
    }

    private void Dispatch(int messageId, LdapAnswer answer)
    {
        if (messageId == 0)
        {
            throw answer is LdapAnswer.Done { ExtendedName: LdapOid.NoticeOfDisconnection } notice
                ? new LdapException(LdapErrorCode.Disconnected, $"the server ends the connection, with {(int)notice.Result.Code}")
                : new LdapException(LdapErrorCode.UnexpectedAnswer, "an unknown notice");
        }

        PendingOperation? operation;
        lock (gate)
        {
            if (!pending.TryGetValue(messageId, out operation))
            {
                if (!abandoned.Contains(messageId) && broken is null)
                    throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an answer to no question");
                if (answer is LdapAnswer.Done)
                    abandoned.Remove(messageId);
                return;
            }

            if (!operation.Accepts(answer))
                throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an answer to another kind of question");
            if (answer is LdapAnswer.Done)
            {
                pending.Remove(messageId);
                bind = null; // a pending bind is the only pending operation
            }
        }

        operation.Deliver(answer);
    }

    private static LdapException ReasonFor(Exception e) => e switch
    {
        LdapException known => known,
        AsnContentException or ArgumentException => new LdapException(LdapErrorCode.MalformedAnswer, "an answer that isn't LDAP", e),
        _ => new LdapException(LdapErrorCode.ConnectionBroken, "the connection broke", e),
    };
}

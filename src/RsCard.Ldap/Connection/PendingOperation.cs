using System.Formats.Asn1;
using System.Threading.Channels;

namespace RsCard.Ldap;

/// <summary>
/// An operation between its request and its last answer. It goes queued → sent, or queued → withdrawn, once: whether
/// its request can have reached the server is always known.
/// </summary>
internal sealed class PendingOperation(int messageId, OperationKind kind, Asn1Tag doneTag, byte[] frame, int mostWaiting)
{
    private const int Queued = 0;
    private const int Sent = 1;
    private const int Withdrawn = 2;

    // No room that is waited for: a reader that waits for one slow caller would stop all the others on the connection, a bind's deadline
    // and the answers to writes among them. A search's page limits what waits; a refresh that tells the whole tree has no pages, so
    // there is a count, beyond which the caller gets what has come and then an error.
    private readonly Channel<LdapAnswer> answers =
        Channel.CreateUnbounded<LdapAnswer>(new UnboundedChannelOptions { SingleReader = true });

    private int state = Queued;
    private int waiting;

    public int MessageId => messageId;

    public OperationKind Kind => kind;

    /// <summary>The encoded request.</summary>
    public byte[] Frame => frame;

    /// <summary>The writer is about to send it; false: it was withdrawn.</summary>
    public bool TryMarkSent() => Interlocked.CompareExchange(ref state, Sent, Queued) == Queued;

    /// <summary>It shall not be sent any more; false: it is, or may be, on its way.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref state, Withdrawn, Queued) != Sent;

    /// <summary>Whether an answer of this kind belongs to this operation.</summary>
    public bool Accepts(LdapAnswer answer) => answer switch
    {
        LdapAnswer.Done done => done.Tag.Is(doneTag),
        LdapAnswer.Intermediate => true,
        _ => kind == OperationKind.Search || (kind == OperationKind.Inquiry && doneTag.Is(LdapTag.SearchDone)),
    };

    public void Deliver(LdapAnswer answer)
    {
        if (answer is not LdapAnswer.Done && Interlocked.Increment(ref waiting) > mostWaiting)
        {
            answers.Writer.TryComplete(new LdapException(LdapErrorCode.TooManyWaiting, $"more than {mostWaiting} answers of one operation wait to be read"));
            return;
        }

        answers.Writer.TryWrite(answer);
        if (answer is LdapAnswer.Done)
            answers.Writer.TryComplete();
    }

    /// <summary>No answer will come. A write that may have been sent has an unknown outcome.</summary>
    public void Fail(LdapException reason) => answers.Writer.TryComplete(Failure(reason));

    /// <summary>What the caller is told when <paramref name="reason"/> ended the operation.</summary>
    public LdapException Failure(LdapException reason)
    {
        if (TryWithdraw())
            return new LdapException(reason.Code, "the request was not sent", reason);
        return kind == OperationKind.Write
            ? new LdapOutcomeUnknownException(reason.Code, "the request was sent and not answered: read the entry", reason)
            : new LdapException(reason.Code, "the request was not answered", reason);
    }

    /// <summary>The next answer.</summary>
    public async ValueTask<LdapAnswer> NextAsync(CancellationToken cancellationToken)
    {
        LdapAnswer? answer;
        while (!answers.Reader.TryRead(out answer))
        {
            if (!await answers.Reader.WaitToReadAsync(cancellationToken))
                throw new InvalidOperationException("the last answer has been read");
        }

        Interlocked.Decrement(ref waiting);
        return answer;
    }
}

/// <summary>What a lost answer means.</summary>
internal enum OperationKind
{
    /// <summary>Nothing is changed.</summary>
    Read,

    /// <summary>Nothing is changed, and anybody may ask: who am I, what can you.</summary>
    Inquiry,

    /// <summary>Nothing is changed; many answers.</summary>
    Search,

    /// <summary>The outcome is unknown.</summary>
    Write,

    /// <summary>The connection's identity is unknown: it can't be used any more, nor can a bind be abandoned.</summary>
    Bind,
}

namespace RsCard.Ldap;

/// <summary>
/// One operation as its caller sees it: a deadline, a cancellation, answers. Leaving before the last answer abandons it.
/// </summary>
internal sealed class Exchange : IDisposable
{
    private readonly MessageChannel channel;
    private readonly PendingOperation operation;
    private readonly CancellationToken cancellationToken;
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource either;
    private bool isOver;

    public Exchange(MessageChannel channel, PendingOperation operation, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        // No time limit at all would be a wait without an end: there is none such.
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        this.channel = channel;
        this.operation = operation;
        this.cancellationToken = cancellationToken;
        deadline = new CancellationTokenSource(limit, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
    }

    /// <summary>The next answer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token; for a sent write <see cref="LdapWriteCanceledException"/>.</exception>
    /// <exception cref="LdapException">Deadline or broken connection; for a sent write <see cref="LdapOutcomeUnknownException"/>.</exception>
    public async ValueTask<LdapAnswer> NextAsync()
    {
        try
        {
            var answer = await operation.NextAsync(either.Token);
            isOver = answer is LdapAnswer.Done;
            return answer;
        }
        catch (OperationCanceledException)
        {
            Leave();
            if (cancellationToken.IsCancellationRequested && operation.Kind == OperationKind.Write && !operation.TryWithdraw())
                throw new LdapWriteCanceledException(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            throw operation.Failure(new LdapException(LdapErrorCode.DeadlinePassed, "no answer within the deadline"));
        }
    }

    public void Dispose()
    {
        Leave();
        either.Dispose();
        deadline.Dispose();
    }

    private void Leave()
    {
        if (isOver)
            return;
        isOver = true;
        // A bind can't be abandoned (RFC 4511, 4.11), and nobody knows who the connection is from here on.
        if (operation.Kind == OperationKind.Bind)
            channel.Break(new LdapException(LdapErrorCode.DeadlinePassed, "a bind was not answered"));
        else
            channel.Abandon(operation);
    }
}

using System.Threading.Channels;

namespace RsCard.Students.Runtime.Instances;

/// <summary>A bell for one loop: rung any number of times while the loop is busy, it is heard once.</summary>
public sealed class WakeUp
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Signal() => bell.Writer.TryWrite(true);

    /// <summary>Until the bell rings, or this time has passed.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The poll.
        }
    }
}

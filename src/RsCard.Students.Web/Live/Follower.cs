using System.Threading.Channels;

namespace RsCard.Students.Web.Live;

/// <summary>One open page. However often it is told while it doesn't look, it has been told once.</summary>
public sealed class Follower(IReadOnlyCollection<string> topics, Action leave) : IDisposable
{
    private readonly Channel<bool> told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public IReadOnlyCollection<string> Topics => topics;

    public void Tell() => told.Writer.TryWrite(true);

    /// <returns>True: something changed; false: nothing did within that time.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(atMost);
        try
        {
            return await told.Reader.ReadAsync(time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => leave();
}

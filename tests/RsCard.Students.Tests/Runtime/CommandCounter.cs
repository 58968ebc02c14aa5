using System.Diagnostics;

namespace RsCard.Students.Tests.Runtime;

/// <summary>Counts the commands that Npgsql sends to one database while it lives, by Npgsql's own activities.</summary>
internal sealed class CommandCounter : IDisposable
{
    private readonly ActivityListener listener;
    private int count;

    public CommandCounter(string database)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.Any(tag => tag.Value as string == database))
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => Volatile.Read(ref count);

    public void Dispose() => listener.Dispose();
}

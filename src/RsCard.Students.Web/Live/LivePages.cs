using System.Collections.Concurrent;
using Npgsql;

namespace RsCard.Students.Web.Live;

/// <summary>
/// Tells the pages that are open on this node what changed, wherever it was changed: triggers notify the channel <c>pages</c> with a
/// topic (migration 0023), and each node listens on a connection of its own. A topic holds no personal data; what is new, a page
/// fetches as it was fetched the first time.
/// </summary>
public sealed partial class LivePages(NpgsqlDataSource database, ILogger<LivePages> logger) : BackgroundService
{
    /// <summary>A topic for everybody: whatever was told while nobody listened is lost.</summary>
    private const string Everything = "*";

    /// <summary>Topics whose last change is remembered; with more, all is forgotten, and each page looks again once.</summary>
    private const int MostTopics = 10_000;

    /// <summary>What the clocks of two nodes may differ by.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, Follower> followers = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> changed = new(StringComparer.Ordinal);
    private long knownSince = long.MaxValue;

    /// <summary>Whether a page asks for itself again by itself, and no person does.</summary>
    public static bool IsLook(HttpRequest request) => request.Headers.ContainsKey("X-Look") || request.Path.StartsWithSegments("/live", StringComparison.Ordinal);

    /// <summary>How many pages follow now.</summary>
    public int Count => followers.Count;

    /// <summary>Follows what a page shows until it is disposed of. It is told at once where that may have changed since the page was made.</summary>
    public Follower Follow(Followed page)
    {
        var id = Guid.NewGuid();
        var follower = new Follower(page.Topics, () => followers.TryRemove(id, out _));
        followers[id] = follower;
        var since = page.Since - Apart;
        if (since.UtcTicks < Interlocked.Read(ref knownSince) || page.Topics.Any(topic => changed.TryGetValue(topic, out var at) && at > since))
            follower.Tell();
        return follower;
    }

    /// <summary>Tells the pages of this node.</summary>
    public void Tell(string topic)
    {
        if (topic == Everything || changed.Count > MostTopics)
        {
            changed.Clear();
            Interlocked.Exchange(ref knownSince, TimeProvider.System.GetUtcNow().UtcTicks);
        }

        changed[topic] = TimeProvider.System.GetUtcNow();
        foreach (var follower in followers.Values)
        {
            if (topic == Everything || follower.Topics.Contains(topic))
                follower.Tell();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (ObjectDisposedException)
            {
                // The node was let go of without being stopped: its connections are gone, and its pages with them.
                return;
            }
            catch (NpgsqlException exception)
            {
                LogBroken(logger, exception.SqlState ?? exception.GetType().Name);
                await Task.Delay(Reconnect, TimeProvider.System, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => Tell(notification.Payload);
        await using (var command = new NpgsqlCommand("listen pages", connection))
            await command.ExecuteNonQueryAsync(cancellationToken);
        Tell(Everything);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages aren't told of changes ({Cause}) until the database answers")]
    private static partial void LogBroken(ILogger logger, string cause);
}

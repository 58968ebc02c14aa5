using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Live;

/// <summary>
/// <c>GET /live?topics=…</c>: a stream of server-sent events (WHATWG HTML, 9.2), <c>changed</c> whenever the page should look again and
/// <c>still</c> now and then, by which a broken line is noticed. It ends after some minutes: the browser comes again, and its session
/// is looked at again.
/// </summary>
public static class LiveEndpoint
{
    private const string Changed = "changed";
    private const string Still = "still";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddLivePages(this IServiceCollection services) => services
        .AddSingleton<LiveTopics>()
        .AddSingleton<LivePages>()
        .AddHostedService(provider => provider.GetRequiredService<LivePages>());

    public static void MapLivePages(this WebApplication site) =>
        site.MapGet("/live", (string? topics, HttpContext context, LiveTopics sealer, LivePages pages, IHostApplicationLifetime lifetime) =>
            sealer.Open(context.User.Actor(), topics) is { } opened
                ? TypedResults.ServerSentEvents(StreamAsync(pages, opened, lifetime.ApplicationStopping, context.RequestAborted))
                : Results.NotFound());

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        LivePages pages, Followed page, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var follower = pages.Follow(page);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        end.CancelAfter(Longest);
        yield return new SseItem<string>("", Still);
        while (await NextAsync(follower, end.Token) is { } kind)
            yield return new SseItem<string>("", kind);
    }

    private static async Task<string?> NextAsync(Follower follower, CancellationToken end)
    {
        try
        {
            return await follower.WaitAsync(Beat, end) ? Changed : Still;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

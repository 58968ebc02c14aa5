using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.Browser;

/// <summary>A browser window of somebody's own, which remembers what was wrong and what came over the wire.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<IRequest> requests = new();
    private readonly IBrowserContext context;

    public Window(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Enqueue($"console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // What becomes a download is no page any more; and who leaves a page leaves what it listened to.
            if (request.Failure != "net::ERR_ABORTED" || !(request.IsNavigationRequest || IsLive(request)))
                complaints.Enqueue($"{request.Method} {request.Url}: {request.Failure}");
        };
        page.RequestFinished += (_, request) =>
        {
            if (!IsLive(request))
                requests.Enqueue(request);
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest)
                complaints.Enqueue($"{response.Request.Method} {response.Url}: {response.Status}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console (refusals of the content security policy are some), scripts that threw, files that weren't there.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];

    /// <summary>Bytes of all answers so far, headers too, as they came over the wire; and how many they were.</summary>
    public async Task<(int Bytes, int Requests)> WireAsync()
    {
        var sizes = await Task.WhenAll(requests.Select(request => request.SizesAsync()));
        return (sizes.Sum(size => size.ResponseBodySize + size.ResponseHeadersSize), sizes.Length);
    }

    /// <summary>The pages of this window stay as they are, whatever happens in others.</summary>
    public Task StandStillAsync() => Page.RouteAsync("**/live?*", route => route.FulfillAsync(new RouteFulfillOptions { Status = 204 }));

    /// <summary>By which a page that is there already keeps up.</summary>
    private static bool IsLive(IRequest request) => request.ResourceType is "eventsource" or "xhr";

    public ValueTask DisposeAsync() => context.DisposeAsync();
}

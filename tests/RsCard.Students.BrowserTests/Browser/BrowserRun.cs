using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.EveryPage;
using RsCard.Students.Web;

namespace RsCard.Students.BrowserTests.Browser;

/// <summary>What a run of these tests shares: the real site on its own servers, with students in many states, and one browser.</summary>
public sealed class BrowserRun : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>Nothing outside this machine is asked for, whatever a page says.</summary>
    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-default-apps", "--no-pings", "--proxy-server=direct://", "--proxy-bypass-list=*", "--lang=en-US",

        // A camera that shows a moving figure, and a browser that lets a page use it.
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    ];

    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Cookie>>>> sessions = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private Cohort? cohort;
    private WebApplication? fourEyes;

    public TestSite Site { get; } = new();

    /// <summary>Students in many states, for tests that look and change nothing.</summary>
    internal Cohort Cohort => cohort ?? throw new InvalidOperationException("not started");

    internal Screenshots Screenshots { get; } = new();

    /// <summary>What the pages looked like before anything had happened.</summary>
    internal IReadOnlyList<Finding> Empty { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
            throw new InvalidOperationException($"{Chromium} is missing: run the tests with ./rscard test, which installs it");
        await Site.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, ChromiumSandbox = false, Args = Flags });
        await Cohort.BeginAsync(Site);
        Empty = await new Tour(this).GoAsync(Visits.BeforeAnything);
        cohort = await Cohort.EnterAsync(Site);
        fourEyes = Site.NewNode(("Process:FourEyes", "true"));
        await Node.PrepareAsync(fourEyes.Services, CancellationToken.None);
        await fourEyes.StartAsync();
        await cohort.HoldForSecondAsync(fourEyes);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (fourEyes is not null)
            await fourEyes.DisposeAsync();
        await Site.DisposeAsync();
    }

    /// <summary>A window of its own, with an empty cache and no cookies but those of the session.</summary>
    /// <param name="userName">Who is signed in: <c>annlin</c>, <c>karber</c>, <c>pereks</c>, …; null: nobody.</param>
    internal async Task<Window> OpenAsync(string? userName = null, bool withScript = true, string language = "sv")
    {
        var context = await (browser ?? throw new InvalidOperationException("not started")).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Site.Address.ToString(),
            JavaScriptEnabled = withScript,
            Locale = language == "sv" ? "sv-SE" : "en-GB",
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ColorScheme = ColorScheme.Light,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(30_000);
        if (userName is not null)
            await context.AddCookiesAsync(await sessions.GetOrAdd(userName, name => new(() => SignInAsync(name))).Value);
        return new Window(context, await context.NewPageAsync());
    }

    /// <summary>Signed in once a person: sign-in itself has tests of its own.</summary>
    private async Task<IReadOnlyList<Cookie>> SignInAsync(string userName)
    {
        using var visitor = await Site.VisitAsync(userName);
        return [.. visitor.Cookies.GetCookies(Site.Address).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = Site.Address.ToString() })];
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserRun>
{
    public const string Name = "browser";
}

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Cards;
using RsCard.Students.Photos;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

[Collection(BrowserCollection.Name)]
public sealed class StationTests(BrowserRun run)
{
    public static TheoryData<Way, string> EachWay => Ways.All;

    /// <summary>The field has focus from the beginning: a scanner types the RSid and Enter.</summary>
    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Student_is_scanned_and_photographed(Way way, string language)
    {
        var (view, name) = await run.Site.NewEnteredAsync($"Foto {way} {language}");
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await hand.ScanAsync(view.RsId!, name);
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("passport"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(3));
        await hand.PressAsync(StationTexts.Register);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await run.Site.UndoTimeIsOverAsync();
        Assert.Equal((CardState.Applied, "LUND"), ((await run.Site.ViewAsync(view.Id)).Card?.State, (await run.Site.ViewAsync(view.Id)).Card?.StationCode));
        await hand.FollowAsync(StationTexts.Next);
        await hand.Page.Locator("#Sought:focus").WaitForAsync();
        Assert.Empty(window.Complaints);
    }

    /// <summary>The kind of document, on to the day, and Enter: three, besides the day that stands on the document.</summary>
    [Fact]
    public async Task Photo_takes_three_keys_and_the_day_after_a_scanned_code()
    {
        var (view, name) = await run.Site.NewEnteredAsync("Foto tre tangenter");
        var token = await run.Site.NewLinkAsync(view, TimeSpan.FromDays(1));
        var (window, hand) = await run.AtWorkAsync(Way.Keyboard, "sv", "pereks");
        await using var _ = window;
        await hand.ScanAsync(CounterCode.Of(token), name);
        var keys = hand.Page.Keyboard;
        await keys.PressAsync("P");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(run.Site.Today().AddYears(3).ToString("MMddyyyy", CultureInfo.InvariantCulture));
        await keys.PressAsync("Enter");
        var said = hand.Page.Locator(".confirm[role=status]");
        await said.WaitForAsync();

        // Read from two metres: 5 mm a metre are 10 mm, some 38 px.
        Assert.True(await said.Locator("h2").EvaluateAsync<double>("word => parseFloat(getComputedStyle(word).fontSize)") >= 38);
        await hand.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = hand[StationTexts.Undo] }).ClickAsync();
        await hand.ReadAsync(StationTexts.Undone);
        await run.Site.UndoTimeIsOverAsync();
        Assert.Null((await run.Site.ViewAsync(view.Id)).Card);
        Assert.Empty(window.Complaints);
    }

    /// <summary>What a slow line costs is the times it is asked: two for the student, two for the photo.</summary>
    [Fact]
    public async Task At_a_delay_of_200_milliseconds_a_photo_is_four_requests()
    {
        var (view, name) = await run.Site.NewEnteredAsync("Foto lång väg");
        var (window, hand) = await run.AtWorkAsync(Way.Keyboard, "sv", "pereks");
        await using var _ = window;
        await hand.GoAsync("/");
        await hand.Page.Locator("#Sought:focus").WaitForAsync();
        var line = await hand.Page.Context.NewCDPSessionAsync(hand.Page);
        await line.SendAsync("Network.enable");
        await line.SendAsync(
            "Network.emulateNetworkConditions",
            new Dictionary<string, object> { ["offline"] = false, ["latency"] = 200, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 });
        var asked = new ConcurrentQueue<string>();
        hand.Page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
                asked.Enqueue(request.Method);
        };

        var keys = hand.Page.Keyboard;
        await keys.TypeAsync(view.RsId!);
        await keys.PressAsync("Enter");
        await hand.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name }).WaitForAsync();
        await hand.Page.WaitForLoadStateAsync();
        await keys.PressAsync("P");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(run.Site.Today().AddYears(3).ToString("MMddyyyy", CultureInfo.InvariantCulture));
        await keys.PressAsync("Enter");
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();

        Assert.Equal(["POST", "GET", "POST", "GET"], asked);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(Way.Mouse, "sv")]
    [InlineData(Way.Keyboard, "en")]
    public async Task Camera_of_the_counter_takes_the_picture_again_and_it_is_kept_with_the_photo(Way way, string language)
    {
        var (view, name) = await run.Site.NewEnteredAsync($"Kamera {way} {language}");
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await hand.ScanAsync(view.RsId!, name);
        await hand.PressAsync(StationTexts.CameraStart);
        await hand.PressAsync(StationTexts.CameraTake);
        await hand.ReadAsync(StationTexts.CameraKept);
        await run.Screenshots.TakeAsync(hand.Page, $"station-camera-{way}-{language}");
        await hand.PressAsync(StationTexts.CameraAgain);
        await hand.PressAsync(StationTexts.CameraTake);
        await hand.ReadAsync(StationTexts.CameraKept);
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("passport"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(3));
        await hand.PressAsync(StationTexts.Register);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await run.Site.UndoTimeIsOverAsync();
        var picture = await run.Site.Services.GetRequiredService<CardPhotos>().ReadAsync(view.Id, ["LUND"], "staff:pereks", CancellationToken.None);
        Assert.Equal((560, 720), JpegPicture.FindSize(picture));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_leave_to_use_the_camera_the_photo_is_registered_as_taken()
    {
        var (view, name) = await run.Site.NewEnteredAsync("Kamera nekad");
        var (window, hand) = await run.AtWorkAsync(Way.Mouse, "sv", "pereks");
        await using var _ = window;
        await hand.Page.AddInitScriptAsync("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))");
        await hand.ScanAsync(view.RsId!, name);
        await hand.PressAsync(StationTexts.CameraStart);
        await hand.ReadAsync(StationTexts.CameraBroken);
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("passport"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(3));
        await hand.PressAsync(StationTexts.Register);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await run.Site.UndoTimeIsOverAsync();
        Assert.Equal(CardState.Applied, (await run.Site.ViewAsync(view.Id)).Card?.State);
        Assert.Null(await run.Site.Services.GetRequiredService<CardPhotos>().FindAsync(view.Id, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Card_is_handed_over_to_whom_it_belongs(Way way, string language)
    {
        var view = await run.Site.ViewAsync(run.Cohort[$"fetch {way} {language}"]);
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await hand.ScanAsync(view.RsId!, view.Person!.FullName);
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("driving-licence"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(1));
        await hand.PressAsync(StationTexts.HandOver);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await run.Site.UndoTimeIsOverAsync();
        Assert.Equal(CardState.HandedOver, (await run.Site.ViewAsync(view.Id)).Card?.State);
        Assert.Empty(window.Complaints);
    }
}

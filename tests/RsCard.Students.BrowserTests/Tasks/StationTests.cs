using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Cards;
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
        await ScanAsync(hand, view.RsId!, name);
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

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Card_is_handed_over_to_whom_it_belongs(Way way, string language)
    {
        var view = await run.Site.ViewAsync(run.Cohort[$"fetch {way} {language}"]);
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await ScanAsync(hand, view.RsId!, view.Person!.FullName);
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("driving-licence"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(1));
        await hand.PressAsync(StationTexts.HandOver);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await run.Site.UndoTimeIsOverAsync();
        Assert.Equal(CardState.HandedOver, (await run.Site.ViewAsync(view.Id)).Card?.State);
        Assert.Empty(window.Complaints);
    }

    private static async Task ScanAsync(Hand hand, string rsId, string name)
    {
        await hand.GoAsync("/");
        await hand.Page.Locator("#Sought:focus").WaitForAsync();
        await hand.Page.Keyboard.TypeAsync(rsId);
        await hand.Page.Keyboard.PressAsync("Enter");
        await hand.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name }).WaitForAsync();
    }
}

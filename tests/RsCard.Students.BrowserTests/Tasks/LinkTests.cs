using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

/// <summary>Pages behind the links of mails: the student's on a phone, and a unit's.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class LinkTests(BrowserRun run)
{
    public static TheoryData<Way, string> EachWay => Ways.All;

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Student_says_that_it_was_read_and_whom_to_write_to_and_changes_the_language(Way way, string language)
    {
        var (view, _) = await run.Site.NewEnteredAsync($"Status {way} {language}");
        var token = await run.Site.NewLinkAsync(view, TimeSpan.FromDays(30));
        var (placement, _) = await run.Site.NewUnitLinkAsync(view, "VdiOrder");
        var (window, hand) = await run.AtWorkAsync(way, language, userName: null);
        await using var _1 = window;
        await hand.Page.SetViewportSizeAsync(360, 740);
        await hand.GoAsync($"/s/{token}?lang={language}");
        await hand.ReadAsync(StatusTexts.Hello, "Tilda");
        await hand.PressAsync(StatusTexts.IHaveRead);
        await hand.ReadAsync(StatusTexts.HasRead);
        Assert.Equal(1, await run.Site.ScalarAsync<long>("select count(*) from status_read where case_id = @id", new { id = view.Id.Value }));

        await hand.TypeAsync(UnitTexts.UnitMail, "vdi@enhet.example");
        await hand.PressAsync(hand.Page.Locator("form", new PageLocatorOptions { Has = hand.Field(UnitTexts.UnitMail) }).GetByRole(AriaRole.Button));
        await hand.ReadAsync(UnitTexts.Saved);
        Assert.Equal("vdi@enhet.example", await run.Site.ScalarAsync<string>("select unit_email from placement where id = @placement", new { placement }));

        await hand.FollowAsync(CommonTexts.OtherLanguage);
        await hand.Page.Locator($"html[lang={(language == "sv" ? "en" : "sv")}]").WaitForAsync();
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Unit_confirms_that_vdi_is_ordered(Way way, string language)
    {
        var (view, name) = await run.Site.NewEnteredAsync($"Enhet {way} {language}");
        var (placement, token) = await run.Site.NewUnitLinkAsync(view, "VdiOrder");
        var (window, hand) = await run.AtWorkAsync(way, language, userName: null);
        await using var _ = window;
        await hand.GoAsync($"/unit/{token}?lang={language}");
        await hand.ReadAsync(name);
        await hand.ReadAsync(view.RsId!);
        await hand.PressAsync(UnitTexts.VdiOrdered);
        await hand.ReadAsync(UnitTexts.VdiDone);
        Assert.NotNull(await run.Site.ScalarAsync<DateTime?>("select vdi_ordered_at from placement where id = @placement", new { placement }));
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Student_says_what_is_wrong_and_reads_who_answers(Way way, string language)
    {
        var (view, _) = await run.Site.NewEnteredAsync($"Fel {way} {language}");
        var token = await run.Site.NewLinkAsync(view, TimeSpan.FromDays(30));
        var (window, hand) = await run.AtWorkAsync(way, language, userName: null);
        await using var _1 = window;
        await hand.Page.SetViewportSizeAsync(360, 740);
        await hand.GoAsync($"/s/{token}?lang={language}");
        await hand.FollowAsync(WrongTexts.Title);
        await hand.FollowAsync(WrongTexts.Dates);
        await hand.TypeAsync(WrongTexts.Describe, "Den 14 juni.");
        await hand.PressAsync(WrongTexts.Send);
        await hand.ReadAsync(WrongTexts.Thanks);
        await hand.ReadAsync(WrongTexts.Yours);
        Assert.Equal("dates", await run.Site.ScalarAsync<string>("select kind from student_report where case_id = @id", new { id = view.Id.Value }));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Checklist_is_one_sheet_of_paper_with_boxes_to_tick()
    {
        var (view, _) = await run.Site.NewEnteredAsync("Utskrift");
        var (_, token) = await run.Site.NewUnitLinkAsync(view, "DayOneChecklist");
        await using var window = await run.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/unit/{token}");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await run.Screenshots.TakeAsync(page, "unit-checklist-printed");

        var sheets = Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { Format = "A4" }));

        Assert.Single(SheetOfPdf().Matches(sheets));
        Assert.False(await page.Locator("header").IsVisibleAsync());
        Assert.Contains("☐", await page.Locator(".check").EvaluateAsync<string>("list => getComputedStyle(list).listStyleType"));
    }

    [Fact]
    public async Task First_stop_of_the_keyboard_leads_past_the_navigation()
    {
        var (window, hand) = await run.AtWorkAsync(Way.Keyboard, "sv", "karber");
        await using var _ = window;
        await hand.GoAsync("/students");
        await hand.Page.Keyboard.PressAsync("Tab");
        var skip = hand.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = hand[CommonTexts.SkipToContent] });
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();
        await hand.Page.Keyboard.PressAsync("Enter");
        await hand.Page.Keyboard.PressAsync("Tab");
        Assert.True(await hand.Page.EvaluateAsync<bool>("() => document.activeElement.closest('main') !== null"));
    }

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SheetOfPdf();
}

using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

[Collection(BrowserCollection.Name)]
public sealed class AdministratorTests(BrowserRun run)
{
    public static TheoryData<Way, string> EachWay => Ways.All;

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Administrator_signs_in_sends_a_list_after_a_look_at_what_happens_and_takes_home_what_is_to_mend(Way way, string language)
    {
        var (window, hand) = await run.AtWorkAsync(way, language, userName: null);
        await using var _ = window;
        await hand.GoAsync("/");
        await hand.TypeAsync(SignInTexts.UserName, "karber");
        await hand.TypeAsync(SignInTexts.Password, "demo-karber");
        await hand.PressAsync(SignInTexts.Title);
        await hand.FollowAsync(ListTexts.SendTitle);
        var fileName = $"lista {way} {language}.csv";
        var list = new FilePayload { Name = fileName, MimeType = "text/csv", Buffer = StudentRow.Csv(new StudentRow(), new StudentRow { NumberText = "20010101-0000" }) };

        await hand.GiveAsync(hand.Page.Locator("#List"), list);
        await hand.PressAsync(ListTexts.Preview);
        await hand.ReadAsync(ListTexts.PreviewTitle);
        await hand.FollowAsync(ListTexts.ChooseAnother);
        Assert.DoesNotContain(fileName, await NamesOfListsAsync());

        await hand.GiveAsync(hand.Page.Locator("#List"), list);
        await hand.PressAsync(ListTexts.Preview);
        await hand.PressAsync(ListTexts.Confirm);
        await hand.ReadAsync(ListTexts.WorkingTitle);
        await run.Site.WorkAsync();
        await hand.ReadAsync(ListTexts.GoodGoOn); // the page loads itself again, without script too
        await hand.ReadAsync("PNR-CHECKSUM");
        var download = await hand.Page.RunAndWaitForDownloadAsync(() => hand.FollowAsync(ListTexts.Refused));
        Assert.Contains("20010101-0000", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Contains(fileName, await NamesOfListsAsync());
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Administrator_finds_an_own_student_begins_a_break_ends_it_and_registers_that_the_student_has_left(Way way, string language)
    {
        var (view, name) = await run.Site.NewEnteredAsync($"Paus {way} {language}");
        var (window, hand) = await run.AtWorkAsync(way, language, "karber");
        await using var _ = window;
        await hand.GoAsync("/");
        await hand.FollowAsync(CommonTexts.NavStudents);
        await hand.FollowAsync(name);
        await hand.FollowAsync(ChangeTexts.BreakTitle);
        await hand.TypeAsync(ChangeTexts.Reason, "Föräldraledighet");
        await hand.PressAsync(ChangeTexts.BreakBegin);
        await hand.ReadAsync(ChangeTexts.BreakBegun);
        Assert.Equal("Föräldraledighet", (await run.Site.ViewAsync(view.Id)).Parked?.Reason);

        await hand.FollowAsync(ChangeTexts.BreakTitle);
        await hand.PressAsync(ChangeTexts.BreakEnd);
        await hand.ReadAsync(ChangeTexts.BreakOver);
        await run.Site.WorkAsync();
        await hand.FollowAsync(ChangeTexts.WithdrawTitle);
        await hand.TypeAsync(ChangeTexts.Reason, "Har slutat");
        await hand.TickAsync(hand.Field(ChangeTexts.WithdrawSure with { Swedish = string.Format(null, ChangeTexts.WithdrawSure.Swedish, name, "LU"), English = string.Format(null, ChangeTexts.WithdrawSure.English, name, "LU") }));
        await hand.PressAsync(ChangeTexts.Withdraw);
        await hand.ReadAsync(ChangeTexts.Withdrawn);
        await run.Site.WorkAsync();
        Assert.Equal("withdrawn", (await run.Site.ViewAsync(view.Id)).Outcome);
        Assert.Empty(window.Complaints);
    }

    /// <summary>The summary takes focus, so that the first thing read is what went wrong; its link leads to the field.</summary>
    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Error_is_told_first_beside_its_field_and_in_the_title_and_what_was_typed_stays(Way way, string language)
    {
        var (view, _) = await run.Site.NewEnteredAsync($"Fel {way} {language}");
        var (window, hand) = await run.AtWorkAsync(way, language, "karber");
        await using var __ = window;
        await hand.GoAsync($"/cases/{view.Id}/break");
        var reason = $"Se {run.Site.NewNumber()}";
        await hand.TypeAsync(ChangeTexts.Reason, reason);
        await hand.PressAsync(ChangeTexts.BreakBegin);

        await hand.Page.Locator(".problems:focus").WaitForAsync();
        Assert.StartsWith(hand[CommonTexts.ErrorPrefix], await hand.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains(hand[ChangeTexts.ReasonHasNumber], await hand.Page.Locator("#Reason-wrong").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(reason, await hand.Page.Locator("#Reason").InputValueAsync());
        await hand.FollowAsync(hand[ChangeTexts.ReasonHasNumber]);
        await hand.Page.Locator("#Reason:focus").WaitForAsync();
        Assert.Empty(window.Complaints);
    }

    private async Task<string> NamesOfListsAsync()
    {
        using var visitor = await run.Site.VisitAsync("karber");
        return await visitor.ReadAsync("/lists?lang=sv");
    }
}

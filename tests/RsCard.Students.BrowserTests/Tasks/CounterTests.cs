using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Cards;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

/// <summary>What happens at a counter besides photo and pickup.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CounterTests(BrowserRun run)
{
    public static TheoryData<Way, string> EachWay => Ways.All;

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Card_that_was_handed_over_to_the_wrong_student_is_taken_back(Way way, string language)
    {
        var view = await run.Site.ViewAsync(run.Cohort[$"regret {way} {language}"]);
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await hand.ScanAsync(view.RsId!, view.Person!.FullName);
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("id-card"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(2));
        await hand.PressAsync(StationTexts.HandOver);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await hand.PressAsync(StationTexts.Undo);
        await hand.ReadAsync(StationTexts.Undone);
        await run.Site.UndoTimeIsOverAsync();
        Assert.Equal(CardState.Expected, (await run.Site.ViewAsync(view.Id)).Card?.State);
        await hand.Button(hand[StationTexts.HandOver]).WaitForAsync();
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Card_that_is_reported_lost_is_blocked_found_again_and_then_blocked_for_good(Way way, string language)
    {
        var view = await run.Site.NewHolderAsync();
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await hand.ScanAsync(view.RsId!, view.Person!.FullName);
        await BlockAsync(StationTexts.LostForNow, CardState.Suspended);
        await hand.PressAsync(StationTexts.Lift);
        await StandsAsync(CardState.HandedOver);
        await BlockAsync(StationTexts.LostForGood, CardState.Revoked);
        Assert.Equal(550, await run.Site.ScalarAsync<int>("select amount_kronor from fee where case_id = @id", new { id = view.Id.Value }));
        Assert.Empty(window.Complaints);

        async Task BlockAsync(Phrase choice, string state)
        {
            await hand.TickAsync(hand.Field(choice));
            await hand.PressAsync(StationTexts.Block);
            await StandsAsync(state);
        }

        async Task StandsAsync(string state)
        {
            await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
            await run.Site.WorkAsync();
            Assert.Equal(state, (await run.Site.ViewAsync(view.Id)).Card?.State);
            await hand.ScanAsync(view.RsId!, view.Person!.FullName);
        }
    }

    /// <summary>The student's own passport, and somebody of the institution with a Swedish document (D-22).</summary>
    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Student_from_abroad_gets_a_reserve_card_with_somebody_who_vouches(Way way, string language)
    {
        var id = await run.Site.NewForeignAsync($"Utbyte {way} {language}");
        await run.Site.HandInCopyAsync(id);
        await run.Site.ApproveCopyAsync(id);
        var view = await run.Site.ApproveAsync(id);
        var (window, hand) = await run.AtWorkAsync(way, language, "pereks");
        await using var _ = window;
        await hand.ScanAsync(view.RsId!, view.Person!.FullName);
        await hand.TypeAsync(StationTexts.Serial, $"BR-{Ways.All.ToList().FindIndex(one => one[0].Equals(way) && one[1].Equals(language)) + 1:D4}");
        await hand.ChooseAsync(StationTexts.Document, StationTexts.DocumentOf("passport"));
        await hand.DayAsync(StationTexts.ValidTo, run.Site.Today().AddYears(3));
        var companion = hand.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = hand[StationTexts.Companion] });
        await hand.TypeAsync(Within(StationTexts.CompanionName), "Lena Ahl");
        await hand.ChooseAsync(Within(StationTexts.Document), StationTexts.DocumentOf("driving-licence"));
        await hand.DayAsync(Within(StationTexts.ValidTo), run.Site.Today().AddYears(1));
        await hand.TickAsync(Within(StationTexts.CompanionIsSwedish));
        await hand.PressAsync(StationTexts.HandOverReserveCard);
        await hand.Page.Locator(".confirm[role=status]").WaitForAsync();
        await run.Site.UndoTimeIsOverAsync();
        var card = (await run.Site.ViewAsync(view.Id)).Card;
        Assert.Equal((CardKind.Reserve, CardState.HandedOver), (card?.Kind, card?.State));
        Assert.Empty(window.Complaints);

        ILocator Within(Phrase label) => companion.GetByLabel(hand[label], new LocatorGetByLabelOptions { Exact = true });
    }
}

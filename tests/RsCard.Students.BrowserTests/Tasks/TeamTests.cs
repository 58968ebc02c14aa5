using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Mail;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

/// <summary>The HSA team's tasks.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TeamTests(BrowserRun run)
{
    public static TheoryData<Way, string> EachWay => Ways.All;

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task One_student_is_opened_compared_and_approved_and_two_at_once(Way way, string language)
    {
        var (first, name) = await run.Site.NewcomerAsync($"En {way} {language}");
        var (second, nameOfSecond) = await run.Site.NewcomerAsync($"Två {way} {language}");
        var (third, nameOfThird) = await run.Site.NewcomerAsync($"Tre {way} {language}");
        var (window, hand) = await run.AtWorkAsync(way, language, "annlin");
        await using var _ = window;
        await hand.GoAsync("/");
        await hand.FollowAsync(language == "sv" ? "Studenter att granska" : "Students to review");
        await hand.FollowAsync(name);
        await hand.ReadAsync(ReviewTexts.InDirectory);
        await hand.FollowAsync(hand[ReviewTexts.Approve, 1] + " …");
        await hand.ReadAsync(ReviewTexts.ConfirmTitle.Of(1));
        await hand.PressAsync(ReviewTexts.Approve, 1);
        await hand.ReadAsync(hand[ReviewTexts.HeldNow.Of(1, "|")].Split('|')[0]);

        foreach (var chosen in new[] { nameOfSecond, nameOfThird })
            await hand.TickAsync(hand.Page.GetByLabel($"{hand[ReviewTexts.Choose]} {chosen}", new PageGetByLabelOptions { Exact = true }));
        await hand.PressAsync(ReviewTexts.ApproveChosen);
        await hand.ReadAsync(ReviewTexts.ConfirmTitle.Of(2));
        await hand.PressAsync(ReviewTexts.Approve, 2);
        await hand.ReadAsync(hand[ReviewTexts.HeldNow.Of(2, "|")].Split('|')[0]);
        await run.Site.UndoTimeIsOverAsync();
        foreach (var id in new[] { first, second, third })
            Assert.NotNull((await run.Site.ViewAsync(id)).RsId);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Case_is_found_by_its_rsid_and_its_flow_read_as_a_list_and_a_mail_as_it_was_sent(Way way, string language)
    {
        var (view, name) = await run.Site.NewEnteredAsync($"Ärende {way} {language}");
        var (window, hand) = await run.AtWorkAsync(way, language, "annlin");
        await using var _ = window;
        await hand.GoAsync("/");
        await hand.FollowAsync(CommonTexts.NavCases);
        await hand.TypeAsync(CaseTexts.Find, view.RsId!);
        await hand.PressAsync(CaseTexts.FindButton);
        await hand.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name }).WaitForAsync();
        await hand.PressAsync(hand.Page.Locator("summary", new PageLocatorOptions { HasText = hand[CaseTexts.ChartAsList] }).First);
        await hand.Page.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = hand[CaseTexts.StepHere] }).First.WaitForAsync();
        await hand.PressAsync(hand.Page.Locator("a[href*='/mails/']").First);
        await hand.Page.Locator("pre.mail", new PageLocatorOptions { HasText = view.RsId! }).WaitForAsync();
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Unknown_entry_is_accepted_in_the_drift_inbox_and_the_decision_taken_back(Way way, string language)
    {
        var (window, hand) = await run.AtWorkAsync(way, language, "annlin");
        await using var _ = window;
        await hand.GoAsync("/directory?situation=Unwanted");
        var entry = hand.Page.Locator("section", new PageLocatorOptions { HasText = "hand-beslut" });
        await hand.PressAsync(entry.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = hand[DriftTexts.Decide] }));
        await hand.TickAsync(hand.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = hand[DriftTexts.ChoiceOf(DriftChoice.Accept)] }));
        await hand.PressAsync(hand.Page.Locator("#decide button"));
        await hand.ReadAsync(DriftTexts.Decided, 1);
        await hand.PressAsync(entry.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = hand[DriftTexts.Revoke] }));
        await hand.ReadAsync(DriftTexts.Revoked);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task Text_of_a_mail_is_changed_after_it_was_seen_as_text_and_as_html_and_taken_back(Way way, string language)
    {
        var (window, hand) = await run.AtWorkAsync(way, language, "annlin");
        await using var _ = window;
        var words = $"Nu {way} {language}";
        await hand.GoAsync("/mails/PinEnvelopeOrdered");
        await hand.FollowAsync($"{hand[MailTexts.Change]} ({hand[MailTexts.LanguageOf(MailLanguage.Swedish)]})");
        var text = await hand.Field(MailEditTexts.Text).InputValueAsync();
        await hand.TypeAsync(MailEditTexts.Text, text.Replace("Subject: ", $"Subject: {words} ", StringComparison.Ordinal));
        await hand.PressAsync(MailEditTexts.Preview);
        await hand.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = words }).WaitForAsync();

        var html = await hand.Page.RunAndWaitForPopupAsync(() => hand.PressAsync(MailEditTexts.HtmlInNewTab));
        await html.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        Assert.StartsWith(words, await html.TitleAsync(), StringComparison.Ordinal);
        await html.CloseAsync();

        await hand.PressAsync(AdministrationTexts.Save);
        await hand.ReadAsync(words);
        await hand.FollowAsync($"{hand[MailTexts.Change]} ({hand[MailTexts.LanguageOf(MailLanguage.Swedish)]})");
        await hand.PressAsync(MailEditTexts.Restore);
        await hand.ReadAsync(hand[MailEditTexts.Restored, hand[MailTexts.LanguageOf(MailLanguage.Swedish)], "|"].Split('|')[0]);
        Assert.Empty(window.Complaints);
    }
}

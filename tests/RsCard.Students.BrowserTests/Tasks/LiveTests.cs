using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Review;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

/// <summary>Where script runs, pages follow what others do, and never take away what somebody is at.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LiveTests(BrowserRun run)
{
    [Fact]
    public async Task Newcomer_appears_in_an_open_queue_and_leaves_it_without_the_page_being_loaded_again()
    {
        var (window, hand) = await run.AtWorkAsync(Way.Mouse, "sv", "annlin");
        await using var _ = window;
        await hand.GoAsync("/review");
        await MarkAsync(hand.Page);

        var (id, name) = await run.Site.NewcomerAsync("Levander");
        await Row(hand, name).WaitForAsync();
        await run.Site.Services.GetRequiredService<ReviewDesk>().ApproveAsync([id], "staff:karin", CancellationToken.None);
        await Row(hand, name).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        Assert.True(await IsMarkedAsync(hand.Page));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_ticked_stays_and_the_page_says_that_there_is_news()
    {
        var (_, first) = await run.Site.NewcomerAsync("Aaby");
        var (window, hand) = await run.AtWorkAsync(Way.Mouse, "sv", "annlin");
        await using var _ = window;
        await hand.GoAsync("/review");
        var box = Row(hand, first).GetByRole(AriaRole.Checkbox);
        await box.CheckAsync();

        var (_, second) = await run.Site.NewcomerAsync("Aabyson");
        await hand.ReadAsync(CommonTexts.News);

        Assert.True(await box.IsCheckedAsync());
        Assert.Equal(0, await Row(hand, second).CountAsync());
        await hand.FollowAsync(CommonTexts.ShowNews);
        await Row(hand, second).WaitForAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Page_of_a_list_tells_of_its_rows_while_they_are_gone_through()
    {
        var row = new StudentRow();
        var received = await run.Site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync("LU", StudentRow.Csv(row), "följs.csv", "staff:karber", CancellationToken.None);
        var (window, hand) = await run.AtWorkAsync(Way.Mouse, "sv", "karber");
        await using var _ = window;
        await hand.GoAsync($"/lists/{((Receipt.Received)received).Id}");
        await hand.ReadAsync(ListTexts.WorkingTitle);
        await MarkAsync(hand.Page);

        await run.Site.WorkAsync();
        await hand.Page.Locator("progress").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        Assert.True(await IsMarkedAsync(hand.Page));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Dropped_file_is_sent_with_a_bar_that_tells_its_bytes_and_can_be_stopped()
    {
        var (window, hand) = await run.AtWorkAsync(Way.Mouse, "sv", "karber");
        await using var _ = window;
        await hand.GoAsync("/lists/send");
        var slow = await hand.Page.Context.NewCDPSessionAsync(hand.Page);
        await slow.SendAsync("Network.enable");
        await ThrottleAsync(slow, bytesInASecond: 20_000);

        await DropAsync(hand.Page, [.. StudentRow.Csv(new StudentRow()), .. new byte[1_000_000]]);
        await hand.ReadAsync(" av 1,0 MB");
        await hand.PressAsync(ListTexts.StopSending);
        await hand.Field(ListTexts.File with { Swedish = hand[ListTexts.File, 50] }).WaitForAsync();

        await ThrottleAsync(slow, bytesInASecond: -1);
        await DropAsync(hand.Page, StudentRow.Csv(new StudentRow()));
        await hand.ReadAsync(ListTexts.PreviewTitle);
        await hand.Button(hand[ListTexts.Confirm]).WaitForAsync();
        Assert.DoesNotContain(window.Complaints, complaint => !complaint.Contains("ERR_ABORTED", StringComparison.Ordinal));
    }

    private static ILocator Row(Hand hand, string name) => hand.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = name });

    /// <summary>A page that is loaded again forgets it.</summary>
    private static async Task MarkAsync(IPage page) => await page.EvaluateAsync("document.documentElement.dataset.mark = 'here'");

    private static Task<bool> IsMarkedAsync(IPage page) => page.EvaluateAsync<bool>("document.documentElement.dataset.mark === 'here'");

    private static async Task DropAsync(IPage page, byte[] content)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            text => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], 'släppt.csv', { type: 'text/csv' }));
                return transfer;
            }
            """,
            Convert.ToBase64String(content));
        await page.DispatchEventAsync(".drop", "drop", new { dataTransfer = transfer });
    }

    private static async Task ThrottleAsync(ICDPSession session, int bytesInASecond) => await session.SendAsync(
        "Network.emulateNetworkConditions",
        new Dictionary<string, object> { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesInASecond });
}

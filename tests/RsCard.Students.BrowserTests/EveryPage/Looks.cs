using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>What every page owes its readers, and axe doesn't ask.</summary>
internal static class Looks
{
    /// <summary>A common phone.</summary>
    public const int Phone = 360;

    /// <summary>320 px is what WCAG 1.4.10 asks for (1280 at 400 %), 640 is 1280 at 200 %.</summary>
    public static readonly int[] Narrow = [320, Phone, 640];

    /// <summary>The language that was asked for; a title that tells of errors and of nothing else as one; the summary of errors in focus.</summary>
    public static async Task<IReadOnlyList<string>> OwesAsync(IPage page, Visit visit, string language)
    {
        List<string> faults = [.. await LanguageAsync(page, language)];
        var title = await page.TitleAsync();
        if (title.StartsWith(language == "sv" ? "Fel:" : "Error:", StringComparison.Ordinal) != visit.IsError)
            faults.Add($"title: {title}");
        if (visit.IsError && visit.Status == 200 && !await page.Locator(".problems").EvaluateAsync<bool>("box => box === document.activeElement"))
            faults.Add("the summary of errors hasn't focus");
        return faults;
    }

    public static async Task<IEnumerable<string>> LanguageAsync(IPage page, string expected) =>
        await page.Locator("html").GetAttributeAsync("lang") is { } language && language == expected ? [] : [$"isn't in {expected}"];

    /// <summary>Days that the end of a line cuts in two.</summary>
    public static async Task<IEnumerable<string>> CutDaysAsync(IPage page) => (await page.EvaluateAsync<string[]>(
        """
        () => {
            const cut = [];
            const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
            while (texts.nextNode())
                for (const day of texts.currentNode.data.matchAll(/\d{4}-\d\d-\d\d/g)) {
                    const range = document.createRange();
                    range.setStart(texts.currentNode, day.index);
                    range.setEnd(texts.currentNode, day.index + day[0].length);
                    if (new Set([...range.getClientRects()].map(part => part.top)).size > 1)
                        cut.push(texts.currentNode.data.trim().slice(0, 120));
                }
            return cut;
        }
        """)).Select(text => "a day is cut: " + text);

    /// <summary>Nothing may be wider than the window but what scrolls in a box of its own. The window stays as narrow.</summary>
    public static async Task<IEnumerable<string>> SticksOutAsync(IPage page, int width)
    {
        await page.SetViewportSizeAsync(width, 800);
        var sticking = await page.EvaluateAsync<string[]>(
            """
            () => document.scrollingElement.scrollWidth <= innerWidth ? [] : [
                document.scrollingElement.scrollWidth + ' px',
                ...[...document.querySelectorAll('main *, header *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.chart')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))]
            """);
        return sticking.Length == 0 ? [] : [$"at {width} px: {string.Join(" | ", sticking)}"];
    }
}

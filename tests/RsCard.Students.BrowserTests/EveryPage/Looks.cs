using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>What every page owes its readers, and axe doesn't ask.</summary>
internal static class Looks
{
    /// <summary>320 px is what WCAG 1.4.10 asks for (1280 at 400 %), 360 a common phone, 640 is 1280 at 200 %.</summary>
    public static readonly int[] Narrow = [320, 360, 640];

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

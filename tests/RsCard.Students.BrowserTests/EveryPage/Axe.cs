using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>
/// axe-core, put into a page once and asked twice. The package's own <c>RunAxe</c> puts it in for every question, and opens
/// another page to gather what frames say: with 150 states and no frame that was two thirds of the time.
/// </summary>
internal static class Axe
{
    private const string Everything = "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }";

    /// <summary>What another colour scheme changes.</summary>
    private const string Colours = "{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>WCAG 2.1 A and AA, and best practice: a line for each element that breaks a rule.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        return await RunAsync(page, Everything);
    }

    /// <summary>The contrasts once more, after <see cref="AllAsync"/> on the same page.</summary>
    public static Task<string[]> ColoursAsync(IPage page) => RunAsync(page, Colours);

    private static Task<string[]> RunAsync(IPage page, string only) => page.EvaluateAsync<string[]>(
        $$"""
        async () => {
            const found = await axe.run(document, { runOnly: {{only}}, resultTypes: ['violations'], selectors: false });
            return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)}`));
        }
        """);
}

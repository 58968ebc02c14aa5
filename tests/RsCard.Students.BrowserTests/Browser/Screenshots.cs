using System.Globalization;
using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.Browser;

/// <summary>Pictures of the pages, kept for people: in <c>RSCARD_SCREENSHOTS</c>, else under <c>artifacts/</c>, which isn't committed.</summary>
internal sealed class Screenshots
{
    public string Folder { get; } = Environment.GetEnvironmentVariable("RSCARD_SCREENSHOTS") is { Length: > 0 } folder
        ? folder
        : Path.Combine(PrivateDirectory.Root(), "artifacts", "pages", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The whole page as it stands now, named by what it shows and how.</summary>
    public Task TakeAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name + ".jpg"), Type = ScreenshotType.Jpeg, Quality = 80, FullPage = true, Animations = ScreenshotAnimations.Disabled });
}

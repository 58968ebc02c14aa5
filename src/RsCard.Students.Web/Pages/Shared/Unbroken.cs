using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>A text in which no day, time or sum is cut in two by the end of a line: a browser breaks <c>2026-12-23</c> after each of its hyphens.</summary>
public static partial class Unbroken
{
    public static IHtmlContent Of(string text)
    {
        var html = new HtmlContentBuilder();
        var at = 0;
        foreach (var part in Parts().Matches(text).AsEnumerable())
        {
            html.Append(text[at..part.Index]).AppendHtml("<span class=\"day\">").Append(part.Value).AppendHtml("</span>");
            at = part.Index + part.Length;
        }

        return html.Append(text[at..]);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d|(\p{L}{3}(–\p{L}{3})? )?\d{1,2}(:\d\d)?–\d{1,2}(:\d\d)?|\d+ kr\b|SEK \d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}

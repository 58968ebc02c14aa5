using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace RsCard.Students.Web.Localization;

/// <summary>
/// The language of one page: what the address says (<c>?lang=</c>), else what was chosen before (a cookie), else what the page
/// prefers, else Swedish.
/// </summary>
public sealed class PageLanguage(IHttpContextAccessor http)
{
    public const string Swedish = "sv";
    public const string English = "en";
    public const string QueryName = "lang";
    public const string CookieName = "rscard-lang";
    private string preferred = Swedish;

    /// <summary><c>sv</c> or <c>en</c>.</summary>
    public string Code => Chosen ?? preferred;

    public string this[Phrase phrase] => phrase.In(Code);

    public string this[Phrase phrase, params object[] values] => this[phrase.With(values)];

    private string? Chosen => http.HttpContext?.Request is { } request
        ? Known(QueryAskedFor(request).GetValueOrDefault(QueryName)) ?? Known(request.Cookies[CookieName])
        : null;

    /// <summary>What the page is in when the reader has chosen nothing.</summary>
    public void Prefer(string language) => preferred = Known(language) ?? Swedish;

    /// <summary>This page with its query, in the other language. Relative: a page behind a secret link never repeats it.</summary>
    public static string Switch(HttpRequest request, string language)
    {
        var query = QueryAskedFor(request);
        return QueryHelpers.AddQueryString("", query.Where(pair => pair.Key != QueryName).Append(new KeyValuePair<string, StringValues>(QueryName, language)));
    }

    /// <summary>Keeps the choice for other pages. Pages behind a secret link keep it in their address alone.</summary>
    public static void Remember(HttpContext context, bool secure)
    {
        if (Known(context.Request.Query[QueryName]) is { } language
            && !context.Request.Path.StartsWithSegments("/s", StringComparison.Ordinal)
            && !context.Request.Path.StartsWithSegments("/unit", StringComparison.Ordinal))
        {
            context.Response.Cookies.Append(
                CookieName,
                language,
                new CookieOptions { HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        }
    }

    /// <summary>What stands in the browser's address: a page that isn't there is answered by another, which has its own.</summary>
    private static Dictionary<string, StringValues> QueryAskedFor(HttpRequest request) =>
        request.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } instead
            ? QueryHelpers.ParseQuery(instead.OriginalQueryString)
            : request.Query.ToDictionary();

    private static string? Known(string? code) => code is Swedish or English ? code : null;
}

using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages;

/// <summary>What is shown instead of a page: a text that says what to do, a code, and the number the log has. Never a stack.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public Phrase Title { get; private set; } = SignInTexts.NotFoundTitle;

    public Phrase Text { get; private set; } = SignInTexts.NotFound;

    /// <summary>Null where nothing is broken: the page isn't there, or isn't for this person.</summary>
    public string? Code { get; private set; }

    public string Trace => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public void OnGet(int? code) => Tell(code);

    public void OnPost(int? code) => Tell(code);

    private void Tell(int? code)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        (Title, Text, Code, Response.StatusCode) = (failure, code) switch
        {
            (LdapException, _) => (SignInTexts.DirectoryDownTitle, SignInTexts.TryLater, "DIR-001", StatusCodes.Status503ServiceUnavailable),
            (NpgsqlException, _) => (SignInTexts.DatabaseDownTitle, SignInTexts.TryLater, "DB-003", StatusCodes.Status503ServiceUnavailable),
            (BadHttpRequestException bad, _) => (SignInTexts.BadFormTitle, SignInTexts.BadForm, "WEB-002", bad.StatusCode),
            (not null, _) => (SignInTexts.FaultTitle, SignInTexts.TryLater, "WEB-001", StatusCodes.Status500InternalServerError),
            (null, 403) => (SignInTexts.ForbiddenTitle, SignInTexts.Forbidden, null, StatusCodes.Status403Forbidden),
            (null, 400 or 413 or 415) => (SignInTexts.BadFormTitle, SignInTexts.BadForm, "WEB-002", code.Value),
            (null, 405) => (SignInTexts.NotFoundTitle, SignInTexts.NotFound, (string?)null, StatusCodes.Status405MethodNotAllowed),
            _ => (SignInTexts.NotFoundTitle, SignInTexts.NotFound, null, StatusCodes.Status404NotFound),
        };
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Submissions;

/// <summary>How large an upload may be: a little more than a list may be, so that a list slightly over gets its own answer.</summary>
internal static class UploadLimits
{
    public const int MaxBodyBytes = 52 * 1024 * 1024;
}

/// <summary>Answers a far too large upload before its body is read, with a page that says so. Runs before the form is looked at.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RefuseHugeUploadAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before the antiforgery check, which reads the form.</summary>
    public int Order => -1000;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.Request.ContentLength > UploadLimits.MaxBodyBytes)
            context.Result = new RedirectResult("/lists/send?refused=" + FileCodes.TooLarge);
    }
}

namespace RsCard.Students.Web;

/// <summary>What every response carries, errors and files too.</summary>
public static class SecurityHeaders
{
    /// <summary>Nothing but our own style sheet, scripts, pictures and forms. No script may make markup out of text: none may have a policy for it.</summary>
    public const string ContentSecurity =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>No page uses any of it, but the counter's, which has <see cref="OwnCamera"/>.</summary>
    public const string Devices = "camera=(), microphone=(), geolocation=()";

    /// <summary>On a page whose script may ask for the camera; its own pictures alone.</summary>
    public const string OwnCamera = "camera=(self), microphone=(), geolocation=()";

    /// <param name="production">Only there the pages are sure to stand behind https.</param>
    public static void UseSecurityHeaders(this WebApplication site, bool production) => site.Use((context, next) =>
    {
        // At the last moment: the error handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = ContentSecurity;
            if (!headers.ContainsKey("Permissions-Policy"))
                headers["Permissions-Policy"] = Devices;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (context.GetEndpoint()?.Metadata.GetMetadata<MayBeKept>() is null)
                headers.CacheControl = "no-store";
            if (production)
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return Task.CompletedTask;
        });
        return next(context);
    });
}

/// <summary>On an endpoint whose answer is nobody's in particular, so that a browser may keep it.</summary>
public sealed class MayBeKept;

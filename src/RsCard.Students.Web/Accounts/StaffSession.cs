using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;
using RsCard.Students.Accounts;

namespace RsCard.Students.Web.Accounts;

/// <summary>
/// Whether a session still counts, asked at each of its requests: not longer than a working day, not of somebody who was disabled, and
/// with the roles that count now. What was decided here is read from the database each time (one look by the key), so it holds at
/// the next request on every node; the directory's groups are read again every few minutes.
/// </summary>
public static class StaffSession
{
    /// <summary>A session ends after so long, whatever was asked.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    private const string Began = "began";

    /// <summary>A new session: its age is counted from now.</summary>
    internal static AuthenticationProperties Begin() => new(new Dictionary<string, string?> { [Began] = Now() });

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var age = AgeOf(context.Properties);
        if (context.Principal is not { } user || age > Longest)
        {
            await EndAsync(context);
            return;
        }

        var services = context.HttpContext.RequestServices;
        var known = user.Groups();
        var groups = age <= StaffGroups.Kept ? known : await services.GetRequiredService<StaffGroups>().FindAsync(known, context.HttpContext.RequestAborted);
        if (groups is null)
        {
            await EndAsync(context);
            return;
        }

        try
        {
            var decisions = await services.GetRequiredService<StaffBook>().FindAsync(groups.UserName, context.HttpContext.RequestAborted);
            if (decisions.IsDisabled || !decisions.On(groups).HasAnyRole)
                await EndAsync(context);
            else if (decisions.Revision != user.DecidedAt() || !ReferenceEquals(groups, known))
                context.ReplacePrincipal(StaffPrincipal.Create(groups, decisions));
        }
        catch (NpgsqlException down)
        {
            // Nobody is let in unasked. Thrown from here it would break the page that tells of it, too.
            context.HttpContext.Items[typeof(StaffSession)] = down;
            context.RejectPrincipal();
        }
    }

    /// <summary>After authentication: a database that couldn't be asked is told as such, not as a missing sign-in.</summary>
    public static void UseStaffSessions(this WebApplication site) => site.Use((context, next) =>
        context.Items.Remove(typeof(StaffSession), out var down) && down is NpgsqlException failure ? throw failure : next(context));

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }

    private static TimeSpan AgeOf(AuthenticationProperties properties) =>
        long.TryParse(properties.Items.TryGetValue(Began, out var text) ? text : null, CultureInfo.InvariantCulture, out var seconds)
            ? TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)
            : TimeSpan.MaxValue;

    private static string Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

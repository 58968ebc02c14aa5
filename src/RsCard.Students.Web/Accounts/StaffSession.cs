using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;
using RsCard.Ldap;
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

    /// <summary>So old may be what is known of the directory's groups.</summary>
    public static readonly TimeSpan GroupsKept = TimeSpan.FromMinutes(5);

    /// <summary>A directory that doesn't answer isn't waited for: the groups are as they were.</summary>
    private static readonly TimeSpan GroupsAtMost = TimeSpan.FromSeconds(2);

    private const string Began = "began";
    private const string GroupsRead = "groups";

    /// <summary>A new session: its age is counted from now.</summary>
    internal static AuthenticationProperties Begin() => new(new Dictionary<string, string?> { [Began] = Now(), [GroupsRead] = Now() });

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } user || AgeOf(context.Properties, Began) > Longest)
        {
            await EndAsync(context);
            return;
        }

        var groups = user.Groups();
        if (AgeOf(context.Properties, GroupsRead) > GroupsKept)
        {
            if (await ReadGroupsAsync(context.HttpContext, groups) is not { } now)
            {
                await EndAsync(context);
                return;
            }

            groups = now;
            context.Properties.Items[GroupsRead] = Now();
            context.ShouldRenew = true;
        }

        try
        {
            var decisions = await context.HttpContext.RequestServices.GetRequiredService<StaffBook>().FindAsync(groups.UserName, context.HttpContext.RequestAborted);
            if (decisions.IsDisabled || !decisions.On(groups).HasAnyRole)
                await EndAsync(context);
            else if (context.ShouldRenew || decisions.Revision != user.DecidedAt())
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

    /// <returns>Null where the person is no employee any more; what was known where the directory doesn't answer.</returns>
    private static async Task<StaffMember?> ReadGroupsAsync(HttpContext context, StaffMember known)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(GroupsAtMost);
        try
        {
            return (await context.RequestServices.GetRequiredService<StaffDirectory>().FindAsync(known.UserName, limit.Token))?.Member;
        }
        catch (Exception away) when (away is LdapException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return known;
        }
    }

    private static TimeSpan AgeOf(AuthenticationProperties properties, string what) =>
        long.TryParse(properties.Items.TryGetValue(what, out var text) ? text : null, CultureInfo.InvariantCulture, out var seconds)
            ? TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)
            : TimeSpan.MaxValue;

    private static string Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

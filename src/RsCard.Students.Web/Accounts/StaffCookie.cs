using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Accounts;
using RsCard.Students.Web.Live;

namespace RsCard.Students.Web.Accounts;

/// <summary>Sessions of staff: a cookie with the person's roles, for a working day, and who may open what.</summary>
public static class StaffCookie
{
    /// <summary>A session ends when nothing was asked for so long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);

    /// <param name="production">
    /// <c>__Host-</c> cookies need https. Outside production the pages may be served as http on this machine, so there the names
    /// lack the prefix and the cookies are secure where the request is.
    /// </param>
    public static IServiceCollection AddStaffCookie(this IServiceCollection services, bool production)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            Shape(options.Cookie, "rscard", SameSiteMode.Lax, production);
            options.LoginPath = "/sign-in";
            options.LogoutPath = "/sign-out";
            options.ReturnUrlParameter = "return";
            options.ExpireTimeSpan = Idle;
            options.SlidingExpiration = true;

            // The real clock: business time may be moved a month, and nobody is signed out by it.
            options.TimeProvider = TimeProvider.System;
            options.Events.OnValidatePrincipal = StaffSession.ValidateAsync;

            // A page that looks again by itself is nobody's work: left open, it doesn't keep its session.
            options.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew &= !LivePages.IsLook(context.Request);
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(StaffRoles.HsaTeam, policy => policy.RequireRole(StaffRoles.HsaTeam))
            .AddPolicy(StaffRoles.StudyAdministrator, policy => policy.RequireRole(StaffRoles.StudyAdministrator))
            .AddPolicy(StaffRoles.CardStation, policy => policy.RequireRole(StaffRoles.CardStation))
            .AddPolicy(StaffRoles.ListReader, policy => policy.RequireRole(StaffRoles.HsaTeam, StaffRoles.StudyAdministrator))
            .AddPolicy(StaffRoles.CardKeeper, policy => policy.RequireRole(StaffRoles.HsaTeam, StaffRoles.CardStation));
        services.Configure<AntiforgeryOptions>(options =>
        {
            Shape(options.Cookie, "rscard-form", SameSiteMode.Strict, production);
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookieTempDataProviderOptions>(options => Shape(options.Cookie, "rscard-said", SameSiteMode.Lax, production));
        services.AddSingleton(provider => new StaffGroups(provider.GetRequiredService<StaffDirectory>(), TimeProvider.System));
        return services.AddSingleton(_ => new SignInBrake(TimeProvider.System));
    }

    /// <summary>A new session: its age is counted from now.</summary>
    public static AuthenticationProperties NewSession() => StaffSession.Begin();

    private static void Shape(CookieBuilder cookie, string name, SameSiteMode sameSite, bool production)
    {
        cookie.Name = production ? "__Host-" + name : name;
        cookie.SecurePolicy = production ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }
}

using System.Text.Unicode;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.WebEncoders;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Assets;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Health;
using RsCard.Students.Web.Home;
using RsCard.Students.Web.Live;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Administration;
using RsCard.Students.Web.Pages.Status;
using RsCard.Students.Web.Recurring;
using RsCard.Students.Web.Submissions;

namespace RsCard.Students.Web;

/// <summary>The pages of a node, with its workers.</summary>
public static class Site
{
    /// <summary>Bytes of a form, uploads aside.</summary>
    private const int MostFormBytes = 1024 * 1024;

    /// <summary>Fields of a form: every case that one bulk approval names.</summary>
    private const int MostFormFields = 20_000;

    /// <param name="works">False: pages only; other nodes work.</param>
    /// <param name="logging">Further log targets.</param>
    public static WebApplication Build(Settings settings, bool works = true, Action<ILoggingBuilder>? logging = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = settings.Installation.Production ? Environments.Production : "Private",

            // The pages are found by it, whichever program hosts them.
            ApplicationName = typeof(Site).Assembly.GetName().Name,
        });
        builder.WebHost.UseUrls(settings.Installation.Listen);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MostFormBytes;
        });
        KeepAddressesOutOfLogs(builder.Logging);
        logging?.Invoke(builder.Logging);
        AddServices(builder.Services, settings, works);
        var site = builder.Build();
        Use(site, settings.Installation.Production);
        return site;
    }

    private static void AddServices(IServiceCollection services, Settings settings, bool works)
    {
        services.AddNode(settings);
        FirstSharedKey.Register(services);
        if (works)
            services.AddWorkers();
        services.AddStaffCookie(settings.Installation.Production);
        services.AddPageCompression();
        services.AddLivePages();
        services.AddHttpContextAccessor();
        services.AddScoped<PageLanguage>();
        services.AddScoped<PlaceNames>();
        services.AddSingleton<WorkingNodes>();
        services.AddSingleton<HealthReader>();
        services.AddSingleton<OrderedRuns>();
        services.AddHostedService(provider => provider.GetRequiredService<OrderedRuns>());
        services.AddScoped<StudentWrong>();
        services.AddSingleton(_ => new PendingLists(TimeProvider.System));
        services.AddSingleton<ListPreviews>();
        services.AddSingleton<HomeBook>();
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(options => options.ValueCountLimit = MostFormFields);
        services.AddRazorPages().AddMvcOptions(options => options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true);
        services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options => options.MaxModelBindingCollectionSize = MostFormFields);
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
    }

    private static void Use(WebApplication site, bool production)
    {
        site.UseSecurityHeaders(production);
        site.UseResponseCompression();

        // Only what a proxy on this machine says is believed.
        site.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        site.UseExceptionHandler("/error");
        site.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        site.Use((context, next) =>
        {
            PageLanguage.Remember(context, production);
            return next(context);
        });
        site.UseRouting();
        site.UseAuthentication();
        site.UseStaffSessions();
        site.UseAuthorization();
        site.MapSiteAssets();
        site.MapLivePages();
        site.MapRazorPages();
    }

    /// <summary>A status link's token stands in the path, and the framework tells every path at Information.</summary>
    private static void KeepAddressesOutOfLogs(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // It warns that keys are stored without an encryptor of its own: the store seals them.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }
}

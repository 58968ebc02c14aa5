using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web;

/// <summary>The pages of a node, with its workers.</summary>
public static class Site
{
    public static WebApplication Build(Settings settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Installation.Listen);
        builder.Services.AddNode(settings);
        builder.Services.AddWorkers();
        builder.Services.AddRazorPages();
        var site = builder.Build();
        site.MapRazorPages();
        return site;
    }
}

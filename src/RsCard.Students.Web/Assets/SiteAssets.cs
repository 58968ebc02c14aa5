using System.Security.Cryptography;

namespace RsCard.Students.Web.Assets;

/// <summary>The style sheet and the icon, part of the assembly: they are there however the site is started.</summary>
public static class SiteAssets
{
    private static readonly byte[] Style = Read("site.css");
    private static readonly byte[] Icon = Read("favicon.svg");

    /// <summary>Changes with the content, so that a browser may keep what it has.</summary>
    public static string StyleAddress { get; } = "/site.css?v=" + Convert.ToHexStringLower(SHA256.HashData(Style))[..10];

    public static void MapSiteAssets(this WebApplication site)
    {
        Map(site, "/site.css", Style, "text/css; charset=utf-8");
        Map(site, "/favicon.svg", Icon, "image/svg+xml");
        Map(site, "/favicon.ico", Icon, "image/svg+xml");
    }

    private static void Map(WebApplication site, string path, byte[] content, string type) =>
        site.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(content, type);
            })
            .WithMetadata(new MayBeKept())
            .AllowAnonymous();

    private static byte[] Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream($"{typeof(SiteAssets).Namespace}.{name}")
            ?? throw new InvalidOperationException($"no resource {name}");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

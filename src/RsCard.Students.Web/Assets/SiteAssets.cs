using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using NUglify;

namespace RsCard.Students.Web.Assets;

/// <summary>The style sheet, the scripts and the icon, part of the assembly: they are there however the site is started.</summary>
public static class SiteAssets
{
    private static readonly FrozenDictionary<string, byte[]> Contents = new[] { "site.css", "live.js", "upload.js", "camera.js", "favicon.svg" }
        .ToFrozenDictionary(name => name, name => Light(name, Read(name)), StringComparer.Ordinal);

    /// <summary>Where a page finds it. Changes with the content, so that a browser may keep what it has.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static string AddressOf(string name) => $"/{name}?v={Convert.ToHexStringLower(SHA256.HashData(Contents[name]))[..10]}";

    public static void MapSiteAssets(this WebApplication site)
    {
        foreach (var (name, content) in Contents)
            Map(site, "/" + name, content, TypeOf(name));
        Map(site, "/favicon.ico", Contents["favicon.svg"], TypeOf("favicon.svg"));
    }

    private static void Map(WebApplication site, string path, byte[] content, string type) =>
        site.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(content, type);
            })
            .WithMetadata(new MayBeKept())
            .AllowAnonymous();

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };

    /// <summary>As a browser gets it: without what only people read.</summary>
    private static byte[] Light(string name, byte[] content)
    {
        UglifyResult? light = Path.GetExtension(name) switch
        {
            ".css" => Uglify.Css(Encoding.UTF8.GetString(content), name),
            ".js" => Uglify.Js(Encoding.UTF8.GetString(content), name),
            _ => null,
        };
        return light switch
        {
            null => content,
            { HasErrors: true } faulty => throw new InvalidOperationException(faulty.Errors[0].ToString()),
            { } fine => Encoding.UTF8.GetBytes(fine.Code),
        };
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream($"{typeof(SiteAssets).Namespace}.{name}")
            ?? throw new InvalidOperationException($"no resource {name}");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

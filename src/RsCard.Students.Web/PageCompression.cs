using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace RsCard.Students.Web;

/// <summary>
/// Pages, style sheet, scripts and pictures of lines go compressed over the wire, https too: docs/security.md says why that gives nothing away
/// (BREACH). What people upload and download is not touched.
/// </summary>
public static class PageCompression
{
    private static readonly string[] Types = ["text/html", "text/css", "text/javascript", "image/svg+xml"];

    public static IServiceCollection AddPageCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Types;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

        // Optimal is Brotli's level 4: a page of 30 KB costs under a millisecond. The default of a server, Fastest, leaves a fifth more.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        return services;
    }
}

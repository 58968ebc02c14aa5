using System.Net;

namespace RsCard.Students.Tests.Web;

/// <summary>Lists as somebody sends them by the pages.</summary>
internal static class ListUploads
{
    /// <summary>What a page without script looks again by.</summary>
    public const string Refresh = "http-equiv=\"refresh\"";

    /// <summary>Chooses the file, and waits until its preview is there.</summary>
    public static async Task<(string Address, string Page)> PreviewAsync(this Visitor visitor, string name, byte[] list)
    {
        using var sent = await visitor.UploadAsync("/lists/send", "/lists/send", "List", name, list);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var address = sent.Headers.Location!.ToString();
        string page;
        while ((page = await visitor.ReadAsync(address)).Contains(Refresh))
            await Task.Yield();
        return (address, page);
    }
}

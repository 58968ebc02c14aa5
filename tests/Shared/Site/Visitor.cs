using System.Net;
using System.Text.RegularExpressions;

namespace RsCard.Students.Testing;

/// <summary>Somebody with a browser that keeps cookies, follows no redirect by itself, and sends forms with their hidden fields.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;
    private readonly SocketsHttpHandler handler;

    public Visitor(Uri address)
    {
        handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, UseProxy = false };
        client = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request);

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The page's text; anything but 200 fails.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode}");
        return text;
    }

    /// <summary>An answer whose body is still coming.</summary>
    public Task<HttpResponseMessage> StreamAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Posts a form with the token of the page that holds it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", await TokenAsync(page))]);
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    /// <summary>Sends a file as a browser does.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string page, string action, string field, string fileName, byte[] bytes)
    {
        using var content = new MultipartFormDataContent { { new StringContent(await TokenAsync(page)), "__RequestVerificationToken" }, { new ByteArrayContent(bytes), field, fileName } };
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    public async Task SignInAsync(string userName)
    {
        using var response = await PostAsync("/sign-in", "/sign-in", ("UserName", userName), ("Password", "demo-" + userName));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    public async Task<string> TokenAsync(string page)
    {
        using var response = await GetAsync(page);
        return Token().Match(await response.Content.ReadAsStringAsync()) is { Success: true } found ? found.Groups["token"].Value : "";
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}

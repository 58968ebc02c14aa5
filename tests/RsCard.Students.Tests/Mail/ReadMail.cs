using System.Diagnostics;
using System.Text.Json;

namespace RsCard.Students.Tests.Mail;

/// <summary>A mail file as another program, Python's mail parser, reads it.</summary>
internal sealed record ReadMail(
    string Type,
    Dictionary<string, string[]> Fields,
    ReadMail.Recipient[] To,
    ReadMail.Part[] Parts,
    string[] Defects)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Field(string name) => Assert.Single(Fields[name]);

    public static async Task<ReadMail> FromAsync(string file)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(MailSamples.RepositoryRoot(), "servers", "read-mail.py"));
        start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        var json = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(0, process.ExitCode);
        return JsonSerializer.Deserialize<ReadMail>(json, JsonSerializerOptions.Web)!;
    }

    public sealed record Recipient(string Name, string Address);

    public sealed record Part(string Type, string Encoding, string Text);
}

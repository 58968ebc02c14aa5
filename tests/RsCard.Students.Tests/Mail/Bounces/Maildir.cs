namespace RsCard.Students.Tests.Mail.Bounces;

/// <summary>A maildir of a test's own.</summary>
internal sealed class Maildir : IDisposable
{
    private int count;

    public Maildir()
    {
        foreach (var part in (string[])["new", "cur", "tmp"])
            Directory.CreateDirectory(System.IO.Path.Combine(Path, part));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("rscard-bounces-").FullName;

    public string[] Fresh => Directory.GetFiles(System.IO.Path.Combine(Path, "new"));

    /// <summary>Names in <c>cur</c>.</summary>
    public IEnumerable<string> Read => Directory.GetFiles(System.IO.Path.Combine(Path, "cur")).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public void Add(string message, string? name = null) => File.WriteAllText(System.IO.Path.Combine(Path, "new", name ?? $"{++count}.mx"), message);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

using System.Diagnostics;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>A private slapd in a folder of its own, with the tools of the same packages as a reference.</summary>
internal sealed class BenchSlapd : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rscard-bench-slapd-").FullName;
    private Dictionary<string, string> settings = [];

    private BenchSlapd()
    {
    }

    public int Port => int.Parse(settings["LDAPS_PORT"], System.Globalization.CultureInfo.InvariantCulture);

    public string CertificateAuthority => settings["LDAP_CA"];

    public static async Task<BenchSlapd> StartAsync(CancellationToken cancellationToken)
    {
        var slapd = new BenchSlapd();
        await slapd.StartAgainAsync(cancellationToken);
        return slapd;
    }

    public string DnOf(string account) => settings[$"LDAP_{account}_DN"];

    public string PasswordOf(string account) => settings[$"LDAP_{account}_PASSWORD"];

    public string WriteFile(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Loads entries while the server is down: some ten thousand a second.</summary>
    public async Task LoadAsync(string ldif, CancellationToken cancellationToken)
    {
        await RunAsync(Script("slapd-stop"), [folder], cancellationToken);
        await RunAsync("/usr/sbin/slapadd", ["-q", "-w", "-f", Path.Combine(folder, "etc", "slapd.conf"), "-l", ldif], cancellationToken);
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>Runs one of the OpenLDAP tools against the server, signed in as an account.</summary>
    /// <returns>How long it took, its own start and sign-in included.</returns>
    public async Task<TimeSpan> ToolAsync(string tool, string account, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await RunAsync(tool, ["-x", "-H", settings["LDAPS_URI"], "-D", DnOf(account), "-y", Path.Combine(folder, $"{account}.password"), .. arguments], cancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Script("slapd-stop"), [folder], CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await RunAsync(Script("slapd-start"), [folder], cancellationToken);
        settings = (await File.ReadAllLinesAsync(Path.Combine(folder, "slapd.env"), cancellationToken))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
        foreach (var account in new[] { "READER", "SYNC" })
            WriteFile($"{account}.password", PasswordOf(account));
    }

    /// <summary>What the tool prints is thrown away: it is as slow as its reader.</summary>
    private async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (settings.TryGetValue("LDAP_CA", out var authority))
            start.Environment["LDAPTLS_CACERT"] = authority;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} doesn't start");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)}: exit code {process.ExitCode}: {await errors}");
    }

    private static string Script(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RsCard.Students.sln")))
                return Path.Combine(at.FullName, "servers", name);
        }

        throw new InvalidOperationException("no RsCard.Students.sln above the benchmarks");
    }
}

using System.Diagnostics;
using System.Globalization;
using RsCard.Ldap;

namespace RsCard.Students.Testing;

/// <summary>
/// A real directory server of one's own, with the tree of <c>servers/tree.ldif</c>, on free loopback ports, in a folder of
/// its own; gone when disposed.
/// </summary>
/// <param name="name">The scripts in <c>servers/</c> are its name and <c>-start</c> or <c>-stop</c>.</param>
/// <param name="startArguments">Arguments of the start script behind the folder.</param>
public abstract class PrivateDirectory(string name, params string[] startArguments) : IAsyncLifetime, IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"rscard-{name}-{Guid.NewGuid():N}");
    private Dictionary<string, string> settings = [];

    /// <summary>StartTLS address, <c>ldap://127.0.0.1:…</c>.</summary>
    public Uri Uri => new(settings["LDAP_URI"]);

    /// <summary><c>ldaps://127.0.0.1:…</c></summary>
    public Uri LdapsUri => new(settings["LDAPS_URI"]);

    public int Port => Uri.Port;

    public int LdapsPort => LdapsUri.Port;

    /// <summary>PEM file of the CA.</summary>
    public string CaFile => settings["LDAP_CA"];

    public DistinguishedName Base => DistinguishedName.Parse(settings["LDAP_BASE"]);

    public DistinguishedName StudentBranch => Base.Child("ou", "Personal under utbildning");

    public DistinguishedName EmployeeBranch => Base.Child("ou", "Personal");

    public DistinguishedName WrongBranch => Base.Child("ou", "Externa");

    public DistinguishedName Groups => Base.Child("ou", "Grupper");

    /// <summary>Reads.</summary>
    public SlapdAccount Reader => Account("READER");

    /// <summary>Writes below the student branch.</summary>
    public SlapdAccount Sync => Account("SYNC");

    /// <summary>Moves from the wrong branch into the student branch.</summary>
    public SlapdAccount Mover => Account("MOVER");

    /// <summary>May everything; for preparing a test.</summary>
    public SlapdAccount Admin => Account("ADMIN");

    public int ProcessId => int.Parse(settings[$"{name.ToUpperInvariant()}_PID"], CultureInfo.InvariantCulture);

    /// <summary>Running or paused; a dead process that nobody has collected yet doesn't count.</summary>
    public bool IsRunning => State() is not (null or 'Z' or 'X');

    public string PidFile => Path.Combine(folder, "run", name + ".pid");

    /// <summary>What the start script wrote: addresses, accounts, passwords.</summary>
    public string EnvironmentFile => Path.Combine(folder, name + ".env");

    /// <summary>The endpoint over LDAPS.</summary>
    public LdapEndpoint Endpoint => LdapEndpoint.FromUri(LdapsUri, CaFile);

    /// <summary>Connected over LDAPS and bound.</summary>
    public async Task<LdapConnection> ConnectAsync(SlapdAccount account, LdapEndpoint? endpoint = null)
    {
        var connection = await LdapConnection.ConnectAsync(endpoint ?? Endpoint, TimeProvider.System, CancellationToken.None);
        var result = await connection.BindAsync(account.Dn, account.Password, LdapRequestOptions.None, CancellationToken.None);
        if (!result.IsSuccess)
            throw new InvalidOperationException($"bind as {account.Dn}: {result.Code}");
        return connection;
    }

    /// <summary>Starts it, again after <see cref="KillAsync"/>, on the same ports where they are free.</summary>
    public async Task InitializeAsync()
    {
        try
        {
            await RunAsync(Path.Combine(Root(), "servers", name + "-start"), [folder, .. startArguments]);
        }
        catch
        {
            await DisposeAsync(); // nobody else does, where a fixture didn't come to be
            throw;
        }

        settings = (await File.ReadAllLinesAsync(EnvironmentFile))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
    }

    /// <summary>It answers nothing more, and its connections stay (SIGSTOP).</summary>
    public async Task PauseAsync()
    {
        await SignalAsync("STOP");
        await UntilStateAsync(state => state == 'T');
    }

    /// <summary>It goes on after <see cref="PauseAsync"/> (SIGCONT).</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>It is gone at once (SIGKILL).</summary>
    public async Task KillAsync()
    {
        await SignalAsync("KILL");
        await UntilStateAsync(_ => !IsRunning);
    }

    /// <summary>It ends in order; not running: nothing happens.</summary>
    public Task StopAsync() => RunAsync(Path.Combine(Root(), "servers", name + "-stop"), folder);

    public async Task DisposeAsync()
    {
        if (!Directory.Exists(folder))
            return;
        await StopAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>The folder that holds the solution.</summary>
    public static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RsCard.Students.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("no RsCard.Students.sln above the tests");
    }

    private SlapdAccount Account(string name) =>
        new(DistinguishedName.Parse(settings[$"LDAP_{name}_DN"]), settings[$"LDAP_{name}_PASSWORD"]);

    private Task SignalAsync(string signal) =>
        RunAsync("/usr/bin/env", "kill", "-" + signal, ProcessId.ToString(CultureInfo.InvariantCulture));

    private async Task UntilStateAsync(Func<char?, bool> isReached)
    {
        var limit = Stopwatch.StartNew();
        while (!isReached(State()))
        {
            if (limit.Elapsed > TimeSpan.FromSeconds(10))
                throw new TimeoutException($"{name} doesn't follow its signal");
            await Task.Yield();
        }
    }

    private char? State()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{ProcessId}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} doesn't start");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)}: exit code {process.ExitCode}: {error}");
    }
}

/// <summary>Who signs in, and how.</summary>
public sealed record SlapdAccount(DistinguishedName Dn, string Password);

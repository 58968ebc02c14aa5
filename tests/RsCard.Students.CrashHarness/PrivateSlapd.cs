using System.Globalization;

namespace RsCard.Students.CrashHarness;

/// <summary>A directory of the run's own, which may be killed in the midst of a write.</summary>
internal sealed class PrivateSlapd(string root, string folder)
{
    private Dictionary<string, string> settings = [];

    public int Port => int.Parse(settings["LDAPS_PORT"], CultureInfo.InvariantCulture);

    public string Authority => settings["LDAP_CA"];

    private int ProcessId => int.Parse(settings["SLAPD_PID"], CultureInfo.InvariantCulture);

    public (string Dn, string Password) Account(string name) =>
        (settings[$"LDAP_{name.ToUpperInvariant()}_DN"], settings[$"LDAP_{name.ToUpperInvariant()}_PASSWORD"]);

    /// <summary>Starts it, again on the ports that it had.</summary>
    public async Task StartAsync()
    {
        var port = settings.GetValueOrDefault("LDAPS_PORT");
        await Shell.RunAsync(Path.Combine(root, "servers", "slapd-start"), folder);
        settings = (await File.ReadAllLinesAsync(Path.Combine(folder, "slapd.env")))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
        if (port is not null && port != settings["LDAPS_PORT"])
            throw new InvalidOperationException("another program took the directory's port while it was down: run again");
    }

    /// <summary>Gone at once, in the midst of whatever it does.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Signals.Send(ProcessId, Signals.Kill);
        while (IsRunning())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
    }

    public Task StopAsync() => Shell.RunAsync(Path.Combine(root, "servers", "slapd-stop"), folder);

    /// <summary>A dead process that nobody has collected yet doesn't run.</summary>
    private bool IsRunning()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{ProcessId}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}

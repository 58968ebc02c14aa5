using System.Globalization;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>A PostgreSQL of the run's own, which may be stopped in the midst of everything.</summary>
internal sealed class PrivatePostgres(string root, string folder)
{
    public int Port => int.Parse(File.ReadAllText(Path.Combine(folder, "port")), CultureInfo.InvariantCulture);

    /// <param name="applicationName">What its sessions are called, so that they can be told apart.</param>
    public string ConnectionString(string applicationName) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = "crash",
        ApplicationName = applicationName,
        MaxPoolSize = 40,
    }.ConnectionString;

    public Task StartAsync() => Shell.RunAsync(Path.Combine(root, "servers", "postgres-start"), folder);

    /// <param name="mode">fast: sessions are told, and the state is written down. immediate: as if the machine had lost its power.</param>
    public Task StopAsync(string mode) => Shell.RunAsync(Path.Combine(root, "servers", "postgres-stop"), folder, mode);
}

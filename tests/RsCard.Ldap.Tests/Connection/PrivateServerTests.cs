using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

/// <summary>The scripts in <c>servers/</c>, which demo and tests stand on.</summary>
public sealed class PrivateServerTests : IAsyncLifetime
{
    private SlapdServer slapd = null!;

    public async Task InitializeAsync() => slapd = await SlapdServer.StartAsync();

    public Task DisposeAsync() => slapd.DisposeAsync();

    [Fact]
    public async Task Started_while_it_runs_it_is_left_alone()
    {
        var before = slapd.ProcessId;

        await slapd.InitializeAsync();

        Assert.Equal(before, slapd.ProcessId);
        Assert.True(slapd.IsRunning);
    }

    [Fact]
    public async Task Started_again_it_has_its_ports_its_accounts_and_its_entries()
    {
        var (process, port, sync) = (slapd.ProcessId, slapd.LdapsPort, slapd.Sync);
        await using (var connection = await slapd.ConnectAsync(slapd.Sync))
            Assert.True((await connection.AddStudentAsync(slapd, "700001")).IsSuccess);

        await slapd.StopAsync();
        await slapd.InitializeAsync();

        Assert.NotEqual(process, slapd.ProcessId);
        Assert.Equal((port, sync), (slapd.LdapsPort, slapd.Sync));
        await using var again = await slapd.ConnectAsync(slapd.Sync);
        Assert.NotNull(await again.FindAsync(slapd.StudentDn("700001"), [], LdapRequestOptions.None, CancellationToken.None));
    }

    [Fact]
    public async Task A_paused_one_is_stopped_too()
    {
        await slapd.PauseAsync();

        await slapd.StopAsync();

        Assert.False(slapd.IsRunning);
    }

    [Fact]
    public async Task Another_process_under_its_old_number_is_never_stopped()
    {
        await slapd.StopAsync();
        using var bystander = Process.Start("/usr/bin/env", "sleep 1000")!;
        try
        {
            await File.WriteAllTextAsync(slapd.PidFile, bystander.Id.ToString(CultureInfo.InvariantCulture));

            await slapd.StopAsync();

            Assert.False(bystander.HasExited);
        }
        finally
        {
            bystander.Kill();
        }
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Its_passwords_are_for_its_user_alone()
    {
        var mode = File.GetUnixFileMode(slapd.EnvironmentFile);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }
}

using System.Net;
using System.Net.Sockets;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class TlsTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private LdapEndpoint StartTls => LdapEndpoint.FromUri(slapd.Uri, slapd.CaFile);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Ldaps_is_proved_by_name_and_by_address(string host)
    {
        await using var connection = await slapd.ConnectAsync(slapd.Reader, slapd.Endpoint with { Host = host });

        Assert.Equal("dn:" + slapd.Reader.Dn, await connection.WhoAmIAsync(LdapRequestOptions.None, Never));
    }

    [Fact]
    public async Task StartTls_comes_before_the_bind()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Reader, StartTls);

        Assert.Equal("dn:" + slapd.Reader.Dn, await connection.WhoAmIAsync(LdapRequestOptions.None, Never));
    }

    [Theory]
    [InlineData(LdapSecurity.Ldaps)]
    [InlineData(LdapSecurity.StartTls)]
    public async Task A_server_of_another_CA_is_refused_before_any_bind(LdapSecurity security)
    {
        await using var stranger = await SlapdServer.StartAsync();
        var endpoint = (security == LdapSecurity.Ldaps ? slapd.Endpoint : StartTls) with { CaFile = stranger.CaFile };

        Assert.Equal(LdapErrorCode.TlsNotProved, await CodeOfConnectAsync(endpoint));
    }

    [Fact]
    public async Task A_server_that_the_machine_does_not_trust_is_refused_where_no_CA_is_given() =>
        Assert.Equal(LdapErrorCode.TlsNotProved, await CodeOfConnectAsync(slapd.Endpoint with { CaFile = null }));

    [Fact]
    public async Task A_server_under_another_name_is_refused()
    {
        // The certificate names 127.0.0.1 and localhost; 127.0.0.2 is the same machine.
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        listener.Start();
        var forwarding = ForwardOnceAsync(listener, slapd.LdapsPort);
        var endpoint = slapd.Endpoint with { Host = "127.0.0.2", Port = ((IPEndPoint)listener.LocalEndpoint).Port };

        Assert.Equal(LdapErrorCode.TlsNotProved, await CodeOfConnectAsync(endpoint));
        await forwarding.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_plain_connection_needs_the_explicit_setting() =>
        Assert.Equal(LdapErrorCode.PlainNotAllowed, await CodeOfConnectAsync(slapd.Endpoint with { Security = LdapSecurity.Plain }));

    [Fact]
    public async Task A_plain_bind_is_refused_by_the_server_too()
    {
        var plain = new LdapEndpoint("127.0.0.1", slapd.Port, LdapSecurity.Plain) { AllowPlain = true };
        await using var connection = await LdapConnection.ConnectAsync(plain, TimeProvider.System, Never);

        var result = await connection.BindAsync(slapd.Reader.Dn, slapd.Reader.Password, LdapRequestOptions.None, Never);

        Assert.Equal(LdapResultCode.ConfidentialityRequired, result.Code);
    }

    [Fact]
    public async Task Bytes_in_the_clear_behind_the_answer_to_StartTls_are_refused()
    {
        byte[] success = [0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00];
        byte[] injected = [0x30, 0x0c, 0x02, 0x01, 0x02, 0x61, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00];
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            await stream.WriteAsync(success.Concat(injected).ToArray());
            await FakeLdapServer.HearAsync(stream);
        });

        Assert.Equal(LdapErrorCode.BytesBeforeTls, await CodeOfConnectAsync(server.Plain with { Security = LdapSecurity.StartTls, CaFile = slapd.CaFile }));
    }

    [Fact]
    public async Task A_refused_StartTls_is_never_a_plain_connection()
    {
        byte[] unavailable = [0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0a, 0x01, 0x34, 0x04, 0x00, 0x04, 0x00];
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            await stream.WriteAsync(unavailable);
            await FakeLdapServer.HearAsync(stream);
        });

        Assert.Equal(LdapErrorCode.StartTlsRefused, await CodeOfConnectAsync(server.Plain with { Security = LdapSecurity.StartTls, CaFile = slapd.CaFile }));
    }

    [Fact]
    public async Task A_server_that_never_speaks_runs_into_the_connect_limit()
    {
        await using var server = new FakeLdapServer(stream => stream.ReadExactlyAsync(new byte[100_000]).AsTask());
        var endpoint = slapd.Endpoint with { Port = server.Port, ConnectTimeout = TimeSpan.FromMilliseconds(100) };

        Assert.Equal(LdapErrorCode.ConnectTimedOut, await CodeOfConnectAsync(endpoint));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_told_as_such()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(LdapErrorCode.ConnectFailed, await CodeOfConnectAsync(slapd.Endpoint with { Port = port }));
    }

    [Fact]
    public async Task A_CA_file_without_a_certificate_is_refused()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Equal(LdapErrorCode.CaUnreadable, await CodeOfConnectAsync(slapd.Endpoint with { CaFile = file }));
            Assert.Equal(LdapErrorCode.CaUnreadable, await CodeOfConnectAsync(slapd.Endpoint with { CaFile = file + ".none" }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> CodeOfConnectAsync(LdapEndpoint endpoint)
    {
        var refusal = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(endpoint, TimeProvider.System, Never));
        return refusal.Code;
    }

    private static async Task ForwardOnceAsync(TcpListener listener, int port)
    {
        using var near = await listener.AcceptTcpClientAsync();
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, port);
        await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
    }
}

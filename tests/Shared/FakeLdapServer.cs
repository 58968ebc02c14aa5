using System.Net;
using System.Net.Sockets;
using RsCard.Ldap;

namespace RsCard.Students.Testing;

/// <summary>Says what a test tells it to say, to one client, over a plain connection.</summary>
public sealed class FakeLdapServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task conversation;

    /// <param name="conversation">What happens after the client has connected; its end closes the connection.</param>
    public FakeLdapServer(Func<NetworkStream, Task> conversation)
    {
        listener.Start();
        this.conversation = TalkAsync(conversation);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The endpoint without TLS.</summary>
    public LdapEndpoint Plain => new("127.0.0.1", Port, LdapSecurity.Plain) { AllowPlain = true, AllowAnonymous = true };

    /// <summary>Waits for anything from the client; false: the client has gone.</summary>
    public static async Task<bool> HearAsync(NetworkStream stream) => await stream.ReadAsync(new byte[4096]) > 0;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await conversation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TalkAsync(Func<NetworkStream, Task> talk)
    {
        using var client = await listener.AcceptTcpClientAsync();
        client.NoDelay = true;
        await using var stream = client.GetStream();
        await talk(stream);
    }
}

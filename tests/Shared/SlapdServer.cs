namespace RsCard.Students.Testing;

/// <summary>A slapd of one's own. As a class fixture, or by <see cref="StartAsync"/>.</summary>
public sealed class SlapdServer() : PrivateDirectory("slapd")
{
    public static async Task<SlapdServer> StartAsync()
    {
        var server = new SlapdServer();
        await server.InitializeAsync();
        return server;
    }
}

using System.Security.Cryptography.X509Certificates;
using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Preflight;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.DirectorySync.Preflight;

/// <summary>The check against a test's server, with what a test changes of the settings.</summary>
internal sealed class CheckedDirectory : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rscard-check-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public DirectoryAccount Account(SlapdAccount account) => Account(account.Dn.ToString(), account.Password);

    public DirectoryAccount Account(string dn, string password)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, password + "\n");
        return new DirectoryAccount { Dn = dn, PasswordFile = file };
    }

    public DirectoryOptions Options(PrivateDirectory server, SlapdAccount? reader = null, SlapdAccount? sync = null, SlapdAccount? mover = null, Dictionary<string, string>? names = null, string? authority = null, string classes = "inetOrgPerson rscardPerson") => new()
    {
        Host = "127.0.0.1",
        Port = server.LdapsPort,
        CertificateAuthority = authority ?? server.CaFile,
        AttributeNames = names ?? [],
        ObjectClasses = classes,
        Reader = Account(reader ?? server.Reader),
        Sync = Account(sync ?? server.Sync),
        Mover = Account(mover ?? server.Mover),
    };

    public DirectoryOptions Options(int plainPort) => new()
    {
        Host = "127.0.0.1",
        Port = plainPort,
        Security = nameof(LdapSecurity.Plain),
        Reader = Account("cn=reader", "r"),
        Sync = Account("cn=sync", "s"),
        Mover = Account("cn=mover", "m"),
    };

    /// <summary>Over LDAPS, of a server with a certificate of its own.</summary>
    public DirectoryOptions Options(int port, X509Certificate2 authority)
    {
        var file = Path.Combine(folder, "authority.pem");
        File.WriteAllText(file, authority.ExportCertificatePem());
        return new() { Host = "127.0.0.1", Port = port, CertificateAuthority = file, Reader = Account("cn=reader", "r"), Sync = Account("cn=sync", "s"), Mover = Account("cn=mover", "m") };
    }

    public static async Task<IReadOnlyList<CheckFinding>> RunAsync(DirectoryOptions options, bool production = false, bool probe = false)
    {
        await using var connections = new DirectoryConnections(options);
        var said = new List<CheckFinding>();
        var findings = await new DirectoryCheck(connections, options).RunAsync(production, probe, said.Add, CancellationToken.None);
        Assert.Equal(said, findings);
        return findings;
    }
}

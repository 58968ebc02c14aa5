using System.Globalization;
using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The server answers, is proved by TLS, and stays so for a while.</summary>
internal sealed class ConnectionCheck(LdapEndpoint endpoint, TimeProvider realClock, Action<CheckFinding> say)
{
    /// <summary>Fewer days left of the server's certificate are said.</summary>
    private const int FewDays = 30;

    /// <summary>What the server says about itself; null where nothing else can be looked at.</summary>
    public async Task<RootDse?> LookAsync(bool production, CancellationToken cancellationToken)
    {
        var expected = $"{endpoint.Host}:{endpoint.Port} to answer over {endpoint.Security}";
        try
        {
            await using var connection = await LdapConnection.ConnectAsync(endpoint, realClock, cancellationToken);
            var server = await connection.ReadRootDseAsync(LdapRequestOptions.None, cancellationToken);
            say(CheckFinding.Ok("CHK-001", expected, server.VendorName is { } vendor ? $"it does: {vendor} {server.VendorVersion}".TrimEnd() : "it does"));
            LookAtProtection(connection, production);
            return server;
        }
        catch (LdapException broken)
        {
            say(CheckFinding.Error("CHK-001", expected, broken.Message, AdviceOn(broken.Code)));
            return null;
        }
    }

    private void LookAtProtection(LdapConnection connection, bool production)
    {
        if (connection.CertificateEnds is not { } end)
        {
            const string expected = "a connection proved by TLS";
            const string came = "Directory:Security is Plain";
            const string act = "set it to Ldaps or StartTls, with the authority's certificate";
            say(production ? CheckFinding.Error("CHK-003", expected, came, act) : CheckFinding.Warning("CHK-003", expected, came, act));
            return;
        }

        var days = (int)(end - realClock.GetUtcNow()).TotalDays;
        var until = $"it ends {end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, in {days} days";
        say(days >= FewDays
            ? CheckFinding.Ok("CHK-002", "the server's certificate is proved and lasts", until)
            : CheckFinding.Warning("CHK-002", $"the server's certificate to last {FewDays} days and more", until, "have it renewed: when it has ended, nothing is read or written"));
    }

    private static string AdviceOn(string code) => code switch
    {
        LdapErrorCode.ConnectFailed or LdapErrorCode.ConnectTimedOut => "look at Directory:Host and Directory:Port, the firewall, and whether the server runs",
        LdapErrorCode.TlsNotProved => "Directory:CertificateAuthority must be the authority that signed the server's certificate, Directory:Host one of the names in it, and today one of its days",
        LdapErrorCode.CaUnreadable => "put the file that Directory:CertificateAuthority names in place",
        LdapErrorCode.StartTlsRefused => "have StartTLS switched on, or set Directory:Security to Ldaps with its port",
        _ => "look at the server's log",
    };
}

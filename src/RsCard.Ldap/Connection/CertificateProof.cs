using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace RsCard.Ldap;

/// <summary>Tells what of a server's certificate isn't proved, so that a person knows what to mend. It proves neither more nor less than TLS does by itself.</summary>
internal sealed class CertificateProof
{
    /// <summary>Why the server isn't proved.</summary>
    public string Failure { get; private set; } = "the server's certificate or name is not proved";

    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        Failure = ReasonOf(certificate as X509Certificate2, chain, errors);
        return false;
    }

    private static string ReasonOf(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "the server shows no certificate";
        var faults = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? X509ChainStatusFlags.NoError;
        List<string> reasons =
        [
            .. errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? ["it is of another name"] : Array.Empty<string>(),
            .. faults.HasFlag(X509ChainStatusFlags.NotTimeValid) ? [$"it, or what signed it, is out of its time (it lasts from {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)})"] : Array.Empty<string>(),
            .. (faults & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid)) != X509ChainStatusFlags.NoError ? ["it is signed by another authority"] : Array.Empty<string>(),
        ];
        return $"the server's certificate is not proved: {(reasons.Count > 0 ? string.Join("; ", reasons) : faults.ToString())}";
    }

    private static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

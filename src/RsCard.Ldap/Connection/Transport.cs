using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RsCard.Ldap;

/// <summary>Opens the stream to a server, proved by TLS before any LDAP operation but StartTLS itself goes over it.</summary>
internal static class Transport
{
    public static async Task<Stream> OpenAsync(LdapEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        if (endpoint.Security == LdapSecurity.Plain && !endpoint.AllowPlain)
            throw new LdapException(LdapErrorCode.PlainNotAllowed, "a connection without TLS needs the explicit setting");
        var trust = TrustOf(endpoint);

        // A full listen backlog takes minutes to fail by itself.
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(endpoint.ConnectTimeout, TimeSpan.Zero);
        using var limit = new CancellationTokenSource(endpoint.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        var isInHandshake = false;
        var proof = new CertificateProof();
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, either.Token);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (endpoint.Security == LdapSecurity.StartTls)
                await AskForTlsAsync(stream, socket, endpoint.MaxMessageBytes, either.Token);
            isInHandshake = endpoint.Security != LdapSecurity.Plain;
            if (isInHandshake)
                stream = await SecureAsync(stream, endpoint.Host, trust, proof, either.Token);
            return stream;
        }
        catch (Exception e)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
            if (e is LdapException || (e is OperationCanceledException && cancellationToken.IsCancellationRequested))
                throw;
            throw ReasonFor(e, isInHandshake, proof);
        }
    }

    private static LdapException ReasonFor(Exception e, bool isInHandshake, CertificateProof proof) => e switch
    {
        OperationCanceledException => new LdapException(LdapErrorCode.ConnectTimedOut, "no connection within the limit", e),
        AuthenticationException => new LdapException(LdapErrorCode.TlsNotProved, proof.Failure, e),
        AsnContentException or ArgumentException => new LdapException(LdapErrorCode.MalformedAnswer, "an answer that isn't LDAP", e),
        _ when isInHandshake => new LdapException(LdapErrorCode.TlsNotProved, "the TLS handshake failed", e),
        _ => new LdapException(LdapErrorCode.ConnectFailed, "no connection", e),
    };

    private static X509ChainPolicy TrustOf(LdapEndpoint endpoint)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (endpoint.CaFile is null)
            return policy;
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(endpoint.CaFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new LdapException(LdapErrorCode.CaUnreadable, "the file with the trusted CA can't be read", e);
        }

        // An empty store would not mean 'trust nobody' to everyone who reads this later: refuse it.
        if (policy.CustomTrustStore.Count == 0)
            throw new LdapException(LdapErrorCode.CaUnreadable, "the file with the trusted CA has no certificate");
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        return policy;
    }

    private static async Task AskForTlsAsync(Stream stream, Socket socket, int maxBytes, CancellationToken cancellationToken)
    {
        const int messageId = 1;
        await stream.WriteAsync(RequestWriter.Message(messageId, RequestWriter.Extended(LdapOid.StartTls), []), cancellationToken);
        var (answeredId, answer) = AnswerReader.Read(await BerFrame.ReadExactlyOneAsync(stream, maxBytes, cancellationToken));
        if (answeredId != messageId || answer is not LdapAnswer.Done done || !done.Tag.Is(LdapTag.ExtendedResponse))
            throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an answer to no question");
        if (!done.Result.IsSuccess)
            throw new LdapException(LdapErrorCode.StartTlsRefused, $"the server refused StartTLS with {(int)done.Result.Code}");
        // The server speaks next only after our handshake has begun. What is there already was put there in the clear.
        if (socket.Available > 0)
            throw new LdapException(LdapErrorCode.BytesBeforeTls, "bytes in the clear behind the answer to StartTLS");
    }

    private static async Task<SslStream> SecureAsync(Stream stream, string host, X509ChainPolicy trust, CertificateProof proof, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = trust, RemoteCertificateValidationCallback = proof.Judge, AllowRenegotiation = false },
                cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}

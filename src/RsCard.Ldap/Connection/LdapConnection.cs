using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace RsCard.Ldap;

/// <summary>
/// A connection to an LDAPv3 server. Any number of operations may be in flight at once, from any thread (a bind goes
/// alone). Once broken it stays broken: make a new one. What the server decides is a value; every method throws
/// <see cref="LdapException"/> for a broken world (for a write that may have been done,
/// <see cref="LdapOutcomeUnknownException"/>) and <see cref="OperationCanceledException"/> for the caller's token (for a
/// write that may have been done, <see cref="LdapWriteCanceledException"/>). Unbound it says who it is and what the server
/// can, and no more (<see cref="LdapEndpoint.AllowAnonymous"/>).
/// </summary>
public sealed partial class LdapConnection : IAsyncDisposable
{
    private readonly MessageChannel channel;
    private readonly LdapEndpoint endpoint;
    private readonly TimeProvider time;
    private int bindsBegun;
    private volatile bool isBound;

    internal LdapConnection(LdapEndpoint endpoint, MessageChannel channel, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.channel = channel;
        this.time = time;
    }

    /// <summary>False from the first break on; the connection is then of no use.</summary>
    public bool IsUsable => channel.IsUsable;

    /// <summary>The last moment of the certificate that the server was proved by; null on a plain connection.</summary>
    public DateTimeOffset? CertificateEnds { get; private init; }

    /// <summary>Connects, proved by TLS as the endpoint says; anonymous until <see cref="BindAsync"/>.</summary>
    /// <param name="endpoint">Where, and how it is proved.</param>
    /// <param name="time">The clock of deadlines: the real one, not one that moves business days.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LdapConnection> ConnectAsync(LdapEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var stream = await Transport.OpenAsync(endpoint, time, cancellationToken);
        return new LdapConnection(endpoint, new MessageChannel(stream, endpoint.MaxMessageBytes, time) { MostWaiting = endpoint.MaxWaitingAnswers }, time)
        {
            CertificateEnds = stream is SslStream { RemoteCertificate: X509Certificate2 proved } ? new DateTimeOffset(proved.NotAfter.ToUniversalTime(), TimeSpan.Zero) : null,
        };
    }

    /// <summary>Signs in with name and password (RFC 4513, 5.1.3), once on a connection and beside no other operation.</summary>
    /// <returns><see cref="LdapResultCode.InvalidCredentials"/> for a wrong name or password alike. Whatever isn't success ends the connection.</returns>
    /// <exception cref="LdapException">Empty name or password, or a second bind: nothing was sent.</exception>
    public async Task<LdapResult> BindAsync(DistinguishedName dn, string password, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dn);
        // An empty password signs in anybody, as nobody (RFC 4513, 5.1.2).
        if (dn.IsRoot || string.IsNullOrEmpty(password))
            throw new LdapException(LdapErrorCode.EmptyCredentials, "a bind needs a name and a password");
        if (Interlocked.Exchange(ref bindsBegun, 1) != 0)
            throw new LdapException(LdapErrorCode.BindNotAllowed, "a connection is bound once; make a new one");
        var result = (await AskAsync(OperationKind.Bind, LdapTag.BindResponse, RequestWriter.Bind(dn, password), options, cancellationToken)).Result;
        if (result.IsSuccess)
            isBound = true;
        else
            channel.Break(new LdapException(LdapErrorCode.BindRefused, $"the bind was refused with {(int)result.Code}")); // else it went on as anonymous (RFC 4513, 4)
        return result;
    }

    /// <summary>Who the server thinks this is (RFC 4532): <c>dn:…</c>, or empty for anonymous.</summary>
    /// <exception cref="LdapResultException">The server doesn't say.</exception>
    public async Task<string> WhoAmIAsync(LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var done = await AskAsync(OperationKind.Inquiry, LdapTag.ExtendedResponse, RequestWriter.Extended(LdapOid.WhoAmI), options, cancellationToken);
        if (!done.Result.IsSuccess)
            throw LdapResultException.For(done.Result);
        try
        {
            return Utf8Text.Decode(done.ExtendedValue ?? []);
        }
        catch (ArgumentException e)
        {
            throw new LdapException(LdapErrorCode.MalformedAnswer, "who this is isn't UTF-8", e);
        }
    }

    /// <summary>
    /// The name by which the server knows this connection; null: anonymous. Compare this and not the text of
    /// <see cref="WhoAmIAsync"/>: a server may fold and space it as it likes (389 Directory Server does).
    /// </summary>
    /// <exception cref="LdapException"><see cref="LdapErrorCode.UnexpectedAnswer"/>: the server names it by something other than a DN.</exception>
    public async Task<DistinguishedName?> BoundNameAsync(LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var identity = await WhoAmIAsync(options, cancellationToken);
        if (identity.Length == 0)
            return null;
        if (!identity.StartsWith("dn:", StringComparison.OrdinalIgnoreCase) || !DistinguishedName.TryParse(identity[3..], out var name))
            throw new LdapException(LdapErrorCode.UnexpectedAnswer, "the server says who this is in another form than a DN");
        return name.IsRoot ? null : name;
    }

    /// <summary>Asks whether an entry has a value: <see cref="LdapResultCode.CompareTrue"/> or <see cref="LdapResultCode.CompareFalse"/>.</summary>
    public async Task<LdapResult> CompareAsync(DistinguishedName dn, string attribute, string value, LdapRequestOptions options, CancellationToken cancellationToken) =>
        (await AskAsync(OperationKind.Read, LdapTag.CompareResponse, RequestWriter.Compare(dn, AttributeName.Checked(attribute), Utf8Text.Encode(value)), options, cancellationToken)).Result;

    /// <summary>Says goodbye and closes; what is still pending fails.</summary>
    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private async Task<LdapAnswer.Done> AskAsync(OperationKind kind, Asn1Tag doneTag, Action<AsnWriter> request, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var exchange = Begin(kind, doneTag, request, options, cancellationToken);
        while (true)
        {
            if (await exchange.NextAsync() is LdapAnswer.Done done)
                return done;
        }
    }

    private Exchange Begin(OperationKind kind, Asn1Tag doneTag, Action<AsnWriter> request, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!isBound && !endpoint.AllowAnonymous && kind is not (OperationKind.Bind or OperationKind.Inquiry))
            throw new LdapException(LdapErrorCode.NotBound, "the connection isn't bound; nothing was sent");
        var operation = channel.Begin(kind, doneTag, request, options.Controls);
        return new Exchange(channel, operation, options.Deadline ?? endpoint.OperationTimeout, time, cancellationToken);
    }
}

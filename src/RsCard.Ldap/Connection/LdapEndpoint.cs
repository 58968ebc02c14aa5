namespace RsCard.Ldap;

/// <summary>How the connection is protected.</summary>
public enum LdapSecurity
{
    /// <summary>TLS from the first byte (ldaps).</summary>
    Ldaps,

    /// <summary>StartTLS before anything else (RFC 4511, 4.14).</summary>
    StartTls,

    /// <summary>No protection; only with <see cref="LdapEndpoint.AllowPlain"/>.</summary>
    Plain,
}

/// <summary>Where a directory server is and how it is proved.</summary>
/// <param name="Host">Host name or IP address; the server's certificate must carry it as subject alternative name.</param>
/// <param name="Port">TCP port, 1–65535.</param>
/// <param name="Security">How the connection is protected.</param>
public sealed record LdapEndpoint(string Host, int Port, LdapSecurity Security)
{
    /// <summary>PEM file with the only CA certificates that are trusted; null: the machine's own trust store.</summary>
    public string? CaFile { get; init; }

    /// <summary>Must be true for <see cref="LdapSecurity.Plain"/>. Default false.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>
    /// Whether an unbound connection may do more than read the root DSE and ask who it is. Default false: an anonymous
    /// search finds an empty branch, and that looks like a directory where everybody has left.
    /// </summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Limit for TCP, StartTLS and the TLS handshake together. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Deadline of an operation that names none (for a paged search: of each page). Default 30 seconds.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer accepted, in bytes. Default 16 MB.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The most answers of one operation that may wait for a caller who is slower than the server, 1 and more. Default 200,000: about
    /// as many megabytes. With more the operation ends (<see cref="LdapErrorCode.TooManyWaiting"/>) and the connection goes on.
    /// </summary>
    public int MaxWaitingAnswers { get; init; } = UsualWaitingAnswers;

    internal const int UsualWaitingAnswers = 200_000;

    /// <summary>Reads <c>ldaps://host:port</c> or <c>ldap://host:port</c>; the latter means StartTLS.</summary>
    /// <exception cref="FormatException">Another scheme.</exception>
    public static LdapEndpoint FromUri(Uri uri, string? caFile)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var security = uri.Scheme switch
        {
            "ldaps" => LdapSecurity.Ldaps,
            "ldap" => LdapSecurity.StartTls,
            _ => throw new FormatException($"expected a directory address to begin with ldaps:// or ldap://, got {uri.Scheme}://"),
        };
        var port = uri.Port > 0 ? uri.Port : security == LdapSecurity.Ldaps ? 636 : 389;
        return new LdapEndpoint(uri.DnsSafeHost, port, security) { CaFile = caFile };
    }
}

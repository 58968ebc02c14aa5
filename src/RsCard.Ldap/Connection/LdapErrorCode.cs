namespace RsCard.Ldap;

/// <summary>The stable codes of <see cref="LdapException"/>: the same in log, page and docs.</summary>
public static class LdapErrorCode
{
    /// <summary>No TCP connection: refused, unreachable, unknown host.</summary>
    public const string ConnectFailed = "LDAP-001";

    /// <summary>The connect time limit passed (TCP, StartTLS and TLS handshake together).</summary>
    public const string ConnectTimedOut = "LDAP-002";

    /// <summary>The server's certificate or name was not proved, or the handshake failed.</summary>
    public const string TlsNotProved = "LDAP-003";

    /// <summary>The server answered StartTLS with something other than success.</summary>
    public const string StartTlsRefused = "LDAP-004";

    /// <summary>Bytes followed the StartTLS answer in the clear: somebody injects.</summary>
    public const string BytesBeforeTls = "LDAP-005";

    /// <summary>A plain connection without <see cref="LdapEndpoint.AllowPlain"/>; nothing was sent.</summary>
    public const string PlainNotAllowed = "LDAP-006";

    /// <summary>The file with the trusted CA can't be read.</summary>
    public const string CaUnreadable = "LDAP-007";

    /// <summary>The operation's deadline passed.</summary>
    public const string DeadlinePassed = "LDAP-010";

    /// <summary>The connection broke: closed by the server, reset, or an input/output error.</summary>
    public const string ConnectionBroken = "LDAP-011";

    /// <summary>The server sent a notice of disconnection (RFC 4511, 4.4.1).</summary>
    public const string Disconnected = "LDAP-012";

    /// <summary>The connection had already been broken or disposed; nothing was sent.</summary>
    public const string ConnectionUnusable = "LDAP-013";

    /// <summary>The caller's token ended the wait for a write that may have left.</summary>
    public const string CanceledOutcomeUnknown = "LDAP-014";

    /// <summary>An answer was not LDAP as RFC 4511 has it.</summary>
    public const string MalformedAnswer = "LDAP-020";

    /// <summary>An answer was over <see cref="LdapEndpoint.MaxMessageBytes"/>.</summary>
    public const string AnswerTooLarge = "LDAP-021";

    /// <summary>An answer to a question never asked, or of another kind than the question.</summary>
    public const string UnexpectedAnswer = "LDAP-022";

    /// <summary>More answers waited than <see cref="LdapEndpoint.MaxWaitingAnswers"/>: the caller is slower than the server. What came is a part of the truth.</summary>
    public const string TooManyWaiting = "LDAP-023";

    /// <summary>A bind without name or password (an 'unauthenticated bind', RFC 4513, 5.1.2); nothing was sent.</summary>
    public const string EmptyCredentials = "LDAP-030";

    /// <summary>A second bind on one connection, or a bind beside other operations; nothing was sent.</summary>
    public const string BindNotAllowed = "LDAP-031";

    /// <summary>The bind was refused, and the connection closed: it would go on as anonymous.</summary>
    public const string BindRefused = "LDAP-032";

    /// <summary>An operation on a connection that isn't bound, without <see cref="LdapEndpoint.AllowAnonymous"/>; nothing was sent.</summary>
    public const string NotBound = "LDAP-033";

    /// <summary>A search, or a read of one entry, ended with a result other than success.</summary>
    public const string SearchFailed = "LDAP-040";

    /// <summary>The answer, or a part of it, lies on another server; references are never followed.</summary>
    public const string ReferenceNotFollowed = "LDAP-041";

    /// <summary>Pages that can't be: the same one again, or no word of whether there are more.</summary>
    public const string PagingBroken = "LDAP-042";

    /// <summary>The entry by which capabilities are read isn't there, or the account may not read it.</summary>
    public const string SampleNotFound = "LDAP-043";

    /// <summary>The server shows no schema, or one that isn't RFC 4512.</summary>
    public const string SchemaUnreadable = "LDAP-044";
}

namespace RsCard.Ldap;

/// <summary>An extension of a request or an answer (RFC 4511, 4.1.11).</summary>
/// <param name="Oid">What it is.</param>
/// <param name="IsCritical">The server must refuse the request (12) if it doesn't know the control.</param>
/// <param name="Value">Its BER value, or null.</param>
public sealed record LdapControl(string Oid, bool IsCritical, byte[]? Value)
{
    /// <summary>Shows a referral object as the entry it is, to be read, changed or deleted (RFC 3296).</summary>
    public static LdapControl ManageDsaIt { get; } = new(LdapOid.ManageDsaIt, IsCritical: true, Value: null);

    /// <summary>Adding a value that is there, or deleting one that isn't, is no failure. Microsoft's, offered by slapd too.</summary>
    public static LdapControl PermissiveModify { get; } = new(LdapOid.PermissiveModify, IsCritical: true, Value: null);
}

/// <summary>Object identifiers, to look up in <see cref="RootDse.SupportedControls"/> and its likes.</summary>
public static class LdapOid
{
    public const string PagedResults = "1.2.840.113556.1.4.319";
    public const string PreRead = "1.3.6.1.1.13.1";
    public const string PostRead = "1.3.6.1.1.13.2";
    public const string Assertion = "1.3.6.1.1.12";
    public const string PermissiveModify = "1.2.840.113556.1.4.1413";
    public const string StartTls = "1.3.6.1.4.1.1466.20037";
    public const string WhoAmI = "1.3.6.1.4.1.4203.1.11.3";
    public const string ManageDsaIt = "2.16.840.1.113730.3.4.2";
    public const string SyncRequest = "1.3.6.1.4.1.4203.1.9.1.1";
    public const string SyncState = "1.3.6.1.4.1.4203.1.9.1.2";
    public const string SyncDone = "1.3.6.1.4.1.4203.1.9.1.3";
    public const string SyncInfo = "1.3.6.1.4.1.4203.1.9.1.4";
    public const string AllOperationalAttributes = "1.3.6.1.4.1.4203.1.5.1";
    public const string NoticeOfDisconnection = "1.3.6.1.4.1.1466.20036";
}

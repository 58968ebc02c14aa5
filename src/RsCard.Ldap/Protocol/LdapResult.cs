namespace RsCard.Ldap;

/// <summary>What the server decided about one operation (RFC 4511, 4.1.9).</summary>
/// <param name="Code">The result code, named or not.</param>
/// <param name="MatchedDn">With <see cref="LdapResultCode.NoSuchObject"/>: the nearest entry that is there; else empty.</param>
/// <param name="Diagnostic">The server's text for an administrator. It can hold names and values: never for a log.</param>
/// <param name="Referrals">Addresses of other servers; never followed.</param>
/// <param name="Controls">The answer's controls.</param>
public sealed record LdapResult(
    LdapResultCode Code,
    string MatchedDn,
    string Diagnostic,
    IReadOnlyList<string> Referrals,
    IReadOnlyList<LdapControl> Controls)
{
    /// <summary>What the code means.</summary>
    public LdapResultCategory Category => LdapResultCategories.Of(Code);

    /// <summary>True for success alone (a compare's answer isn't <c>Success</c>: look at <see cref="Code"/>).</summary>
    public bool IsSuccess => Code == LdapResultCode.Success;

    /// <summary>The entry after the write, where a post-read was asked for and the server gave it (RFC 4527).</summary>
    public LdapEntry? PostRead { get; init; }

    /// <summary>The entry before the write, where a pre-read was asked for and the server gave it (RFC 4527).</summary>
    public LdapEntry? PreRead { get; init; }
}

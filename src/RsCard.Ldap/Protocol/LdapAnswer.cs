using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>One message from the server, decoded.</summary>
internal abstract record LdapAnswer
{
    private LdapAnswer()
    {
    }

    /// <summary>An entry of a search.</summary>
    public sealed record Entry(LdapEntry Value, IReadOnlyList<LdapControl> Controls) : LdapAnswer;

    /// <summary>A search's reference to another server.</summary>
    public sealed record Reference(IReadOnlyList<string> Addresses) : LdapAnswer;

    /// <summary>A message between request and result (RFC 4511, 4.13).</summary>
    public sealed record Intermediate(string? Name, byte[]? Value) : LdapAnswer;

    /// <summary>The last message of an operation.</summary>
    public sealed record Done(Asn1Tag Tag, LdapResult Result, string? ExtendedName, byte[]? ExtendedValue) : LdapAnswer;
}

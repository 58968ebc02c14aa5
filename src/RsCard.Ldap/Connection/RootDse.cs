namespace RsCard.Ldap;

/// <summary>What a server says about itself (RFC 4512, 5.1).</summary>
public sealed record RootDse(
    IReadOnlySet<string> SupportedControls,
    IReadOnlySet<string> SupportedExtensions,
    IReadOnlySet<string> SupportedFeatures,
    IReadOnlyList<DistinguishedName> NamingContexts)
{
    internal static readonly string[] Attributes =
        ["supportedControl", "supportedExtension", "supportedFeatures", "namingContexts", "subschemaSubentry", "vendorName", "vendorVersion"];

    /// <summary>Where the schema stands; null where the server doesn't say.</summary>
    public DistinguishedName? Subschema { get; init; }

    /// <summary>The maker, or null. For a page, never to decide by.</summary>
    public string? VendorName { get; init; }

    /// <summary>The version, or null.</summary>
    public string? VendorVersion { get; init; }

    /// <exception cref="LdapException"><see cref="LdapErrorCode.MalformedAnswer"/>: not UTF-8, or a name that is none.</exception>
    internal static RootDse From(LdapEntry entry)
    {
        try
        {
            return new RootDse(
                entry.Texts("supportedControl").ToHashSet(),
                entry.Texts("supportedExtension").ToHashSet(),
                entry.Texts("supportedFeatures").ToHashSet(),
                [.. entry.Texts("namingContexts").Select(DistinguishedName.Parse)])
            {
                Subschema = entry.Text("subschemaSubentry") is { } subschema ? DistinguishedName.Parse(subschema) : null,
                VendorName = entry.Text("vendorName"),
                VendorVersion = entry.Text("vendorVersion"),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new LdapException(LdapErrorCode.MalformedAnswer, "the root DSE can't be read", e);
        }
    }
}

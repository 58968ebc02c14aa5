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

    internal static RootDse From(LdapEntry entry) => new(
        entry.Texts("supportedControl").ToHashSet(),
        entry.Texts("supportedExtension").ToHashSet(),
        entry.Texts("supportedFeatures").ToHashSet(),
        [.. entry.Texts("namingContexts").Select(Name)])
    {
        Subschema = entry.Text("subschemaSubentry") is { } subschema ? Name(subschema) : null,
        VendorName = entry.Text("vendorName"),
        VendorVersion = entry.Text("vendorVersion"),
    };

    private static DistinguishedName Name(string text) =>
        DistinguishedName.TryParse(text, out var name) ? name : throw new LdapException(LdapErrorCode.MalformedAnswer, "a name in the root DSE isn't RFC 4514");
}

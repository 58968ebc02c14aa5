namespace RsCard.Ldap;

/// <summary>What a server says about itself (RFC 4512, 5.1).</summary>
public sealed record RootDse(
    IReadOnlySet<string> SupportedControls,
    IReadOnlySet<string> SupportedExtensions,
    IReadOnlySet<string> SupportedFeatures,
    IReadOnlyList<DistinguishedName> NamingContexts)
{
    internal static readonly string[] Attributes = ["supportedControl", "supportedExtension", "supportedFeatures", "namingContexts"];

    internal static RootDse From(LdapEntry entry) => new(
        entry.Texts("supportedControl").ToHashSet(),
        entry.Texts("supportedExtension").ToHashSet(),
        entry.Texts("supportedFeatures").ToHashSet(),
        [.. entry.Texts("namingContexts").Select(DistinguishedName.Parse)]);
}

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>One LDAP operation that somebody does by hand, attributes by our names.</summary>
internal abstract record TreeStep
{
    private TreeStep()
    {
    }

    /// <param name="Values">Naming attribute included; object classes are the server's matter.</param>
    public sealed record Add(string Dn, IReadOnlyDictionary<string, IReadOnlyList<string>> Values) : TreeStep;

    public sealed record Delete(string Dn) : TreeStep;

    /// <summary>ModifyDN; the old name's value goes.</summary>
    /// <param name="NewParent">Null: renamed in its place.</param>
    public sealed record Rename(string Dn, string NewRdn, string? NewParent) : TreeStep;

    /// <param name="Values">None removes the attribute.</param>
    public sealed record Replace(string Dn, string Attribute, IReadOnlyList<string> Values) : TreeStep;
}

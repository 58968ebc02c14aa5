using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>Where entries belong, and what they are named by.</summary>
/// <param name="NamingAttribute">As the directory calls it.</param>
/// <param name="IgnoresUnwanted">Entries of the student branch that nobody wants aren't told of.</param>
public sealed record DirectoryBranches(DistinguishedName Students, DistinguishedName Employees, string NamingAttribute, bool IgnoresUnwanted)
{
    public static DirectoryBranches From(DirectoryOptions options) => new(
        DistinguishedName.Parse(options.StudentBranch),
        DistinguishedName.Parse(options.EmployeeBranch),
        options.NameOf(DirectoryNames.NamingAttribute),
        string.Equals(options.Unwanted, "Ignore", StringComparison.OrdinalIgnoreCase));

    public DirectoryBranch Of(DistinguishedName dn) =>
        dn.IsBelow(Students) ? DirectoryBranch.Students
        : dn.IsBelow(Employees) ? DirectoryBranch.Employees
        : DirectoryBranch.Other;

    /// <summary>Whether an entry's own level is its RSid. Nearly all are spelled as we write names: only others are parsed.</summary>
    public bool IsNamed(string dn, string rsId)
    {
        var text = dn.AsSpan();
        var end = NamingAttribute.Length + 1 + rsId.Length;
        if (text.Length > end && text[end] == ',' && text[NamingAttribute.Length] == '=' && text.StartsWith(NamingAttribute, StringComparison.OrdinalIgnoreCase)
            && text[(NamingAttribute.Length + 1)..].StartsWith(rsId, StringComparison.Ordinal))
            return true;
        return rsId.Length > 0 && DistinguishedName.TryParse(dn, out var name) && !name.IsRoot && name.Rdn.Equals(RelativeName.Of(NamingAttribute, rsId));
    }

    /// <summary>An entry's name in the student branch.</summary>
    public DistinguishedName NameOf(string rsId) => Students.Child(NamingAttribute, rsId);
}

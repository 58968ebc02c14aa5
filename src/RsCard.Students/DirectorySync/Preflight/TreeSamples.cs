using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The branches of the tree with an entry of each: what rights are tried on.</summary>
internal sealed record TreeSamples(BranchSample Students, BranchSample Employees, IReadOnlyList<BranchSample> Others)
{
    private const int MostBranches = 50;

    /// <summary>A branch that isn't there is said.</summary>
    public static async Task<TreeSamples> ReadAsync(LdapConnection reader, DirectoryOptions options, Action<CheckFinding> say, CancellationToken cancellationToken)
    {
        var students = DistinguishedName.Parse(options.StudentBranch);
        var employees = DistinguishedName.Parse(options.EmployeeBranch);
        var top = await reader.SearchAllAsync(
            new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.OneLevel, LdapFilter.Everything, ["1.1"]) { PageSize = 0, SizeLimit = MostBranches },
            LdapRequestOptions.None,
            cancellationToken);
        var others = new List<BranchSample>();
        foreach (var entry in top.Entries.Where(entry => entry.Dn != students && entry.Dn != employees && !students.IsBelow(entry.Dn) && !employees.IsBelow(entry.Dn)))
            others.Add(new BranchSample(entry.Dn, await FirstBelowAsync(reader, entry.Dn, cancellationToken)));

        foreach (var (branch, key) in new[] { (students, nameof(options.StudentBranch)), (employees, nameof(options.EmployeeBranch)) })
        {
            say(await reader.FindAsync(branch, ["1.1"], LdapRequestOptions.None, cancellationToken) is not null
                ? CheckFinding.Ok("CHK-004", $"the branch {branch}", "it is there")
                : CheckFinding.Error("CHK-004", $"the branch {branch}", "it isn't there, or the reader may not see it", $"set Directory:{key}"));
        }

        return new TreeSamples(
            new BranchSample(students, await FirstBelowAsync(reader, students, cancellationToken)),
            new BranchSample(employees, await FirstBelowAsync(reader, employees, cancellationToken)),
            others);
    }

    private static async Task<DistinguishedName?> FirstBelowAsync(LdapConnection reader, DistinguishedName branch, CancellationToken cancellationToken)
    {
        var found = await reader.SearchAllAsync(
            new LdapSearch(branch, LdapScope.OneLevel, LdapFilter.Everything, ["1.1"]) { PageSize = 0, SizeLimit = 1 }, LdapRequestOptions.None, cancellationToken);
        return found.Entries is [{ } first, ..] ? first.Dn : null;
    }
}

/// <param name="Entry">One directly below; null where there is none.</param>
internal sealed record BranchSample(DistinguishedName Dn, DistinguishedName? Entry);

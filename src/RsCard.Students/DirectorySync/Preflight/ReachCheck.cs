using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>No account can write where it has no business: a fault of ours must not reach what isn't ours, and employees least of all (D-8).</summary>
internal sealed class ReachCheck(NeededAttributes needed, ProbeEntry entry, TreeSamples tree, bool offersAssertion, bool probes, Action<CheckFinding> say)
{
    private const string Description = "description";

    /// <param name="role">As in the settings.</param>
    /// <param name="ownsStudents">Writing below the student branch is its work.</param>
    /// <param name="takesOut">Taking entries out of other branches than the employees' is its work.</param>
    public async Task LookAsync(string role, LdapConnection account, string code, bool ownsStudents, bool takesOut, CancellationToken cancellationToken)
    {
        var probe = new RightsProbe(account, entry, offersAssertion);
        var others = new List<string>();
        foreach (var branch in tree.Others)
            others.AddRange(await ReachAsync(probe, branch, takesOut, cancellationToken));
        if (!ownsStudents)
            others.AddRange(await ReachAsync(probe, tree.Students, takesOut: false, cancellationToken));
        else if ((await probe.ChangeAsync(tree.Students.Dn, [Description], cancellationToken)).Right == Right.Granted)
            others.Add($"change {tree.Students.Dn.Rdn} itself");

        var employees = await ReachAsync(probe, tree.Employees, takesOut: false, cancellationToken);
        if (employees.Count > 0)
            say(CheckFinding.Error("CHK-051", $"{role} not to write employees' entries (D-8)", $"it may {string.Join(", ", employees)}", "take the right away: employees' entries are never written"));
        if (others.Count > 0)
            say(CheckFinding.Warning(code, $"{role} to write nowhere else", $"it may {string.Join(", ", others)}", "take the right away: a fault of ours must not reach what isn't ours"));
        if (employees.Count + others.Count == 0)
            say(CheckFinding.Ok(code, $"{role} writes nowhere else", $"refused in each of {tree.Others.Count + 1} other branches"));
    }

    private async Task<List<string>> ReachAsync(RightsProbe probe, BranchSample branch, bool takesOut, CancellationToken cancellationToken)
    {
        var reach = new List<string>();
        if (branch.Entry is { } inside)
        {
            foreach (var name in needed.Written)
            {
                if ((await probe.ChangeAsync(inside, [name], cancellationToken)).Right != Right.Granted)
                    continue;
                reach.Add($"change {name} in {branch.Dn.Rdn}");
                break;
            }

            if (!takesOut && (await probe.DeleteAsync(inside, cancellationToken)).Right == Right.Granted)
                reach.Add($"delete from {branch.Dn.Rdn}");
        }

        if (probes && (await probe.AddAsync(branch.Dn, cancellationToken)).Right == Right.Granted)
            reach.Add($"add to {branch.Dn.Rdn}");
        if ((await probe.ChangeAsync(branch.Dn, [Description], cancellationToken)).Right == Right.Granted)
            reach.Add($"change {branch.Dn.Rdn} itself");
        return reach;
    }
}

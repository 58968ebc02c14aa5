using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The accounts' rights suffice, and go no further. Nothing is changed by looking.</summary>
internal sealed class RightsCheck(DirectoryOptions options, NeededAttributes needed, ProbeEntry entry, TreeSamples tree, Action<CheckFinding> say)
{
    /// <summary>The reader reads what matching goes by, and writes nothing.</summary>
    public async Task LookAtReaderAsync(LdapConnection reader, CancellationToken cancellationToken)
    {
        var number = options.NameOf(DirectoryNames.PersonalNumber);
        string[] marks = [number, options.NameOf(DirectoryNames.EntryUuid), options.NameOf(DirectoryNames.EntryCsn)];
        var found = await reader.SearchAllAsync(
            new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.Subtree, LdapFilter.Present(number), marks) { PageSize = 0, SizeLimit = 1 },
            LdapRequestOptions.None,
            cancellationToken);
        var missing = found.Entries is [{ } one, ..] ? marks.Where(mark => one.Find(mark) is null).ToList() : marks.Take(1).ToList();
        say(missing.Count == 0
            ? CheckFinding.Ok("CHK-040", "the reader may read personal numbers and what guards a write", "it does")
            : found.Entries.Count == 0
                ? CheckFinding.Warning("CHK-040", $"the reader to find an entry with {number}", "no entry has one, or it may not read them", "give it the right to read and search them: without it students can't be matched to entries made by hand")
                : CheckFinding.Error("CHK-040", "the reader to read what matching and guarding go by", $"it doesn't see {string.Join(", ", missing)}", "give it the right to read them"));
        await LookOutsideAsync("Reader", new RightsProbe(reader, entry), [tree.Students, tree.Employees, .. tree.Others], "CHK-052", cancellationToken);
    }

    /// <summary>The sync account writes below the student branch, and nowhere else.</summary>
    public async Task LookAtSyncAsync(LdapConnection sync, CancellationToken cancellationToken)
    {
        var probe = new RightsProbe(sync, entry);
        Say("CHK-041", "Sync may add to the student branch", await probe.AddAsync(tree.Students.Dn, cancellationToken), "try it with --probe");
        if (tree.Students.Entry is { } student)
        {
            await LookAtChangesAsync(probe, student, cancellationToken);
            Say("CHK-043", "Sync may delete from the student branch", await probe.DeleteAsync(student, cancellationToken), "try it with --probe");
        }
        else
        {
            say(CheckFinding.Warning("CHK-042", "Sync to change and delete entries of the student branch", "there is none to try it on", "try it with --probe"));
        }

        await LookOutsideAsync("Sync", probe, [tree.Employees, .. tree.Others], "CHK-050", cancellationToken);
        var container = await probe.ChangeAsync(tree.Students.Dn, ["description"], cancellationToken);
        if (container.Right == Right.Granted)
            say(CheckFinding.Warning("CHK-050", "Sync not to change the student branch itself", container.ToString(), "take the right away: only entries below it are ours"));
    }

    /// <summary>The mover moves entries into the student branch: that and nothing else.</summary>
    /// <param name="reader">Asked the same: a server that refuses nobody before it looks at the names tells nothing.</param>
    public async Task LookAtMoverAsync(LdapConnection mover, LdapConnection reader, CancellationToken cancellationToken)
    {
        var probe = new RightsProbe(mover, entry);
        var taken = tree.Students.Entry ?? entry.NameBelow(tree.Students.Dn);
        var control = new RightsProbe(reader, entry);
        var from = new List<string>();
        var tried = 0;
        foreach (var branch in tree.Others)
        {
            if (branch.Entry is not { } stray || (tree.Students.Entry is null && !await CanNotBeDoneAsync(probe, cancellationToken)))
                continue;
            var answer = await probe.MoveAsync(stray, taken, cancellationToken);
            tried++;
            if (answer.Right == Right.Granted && (await control.MoveAsync(stray, taken, cancellationToken)).Right != Right.Granted)
                from.Add(branch.Dn.Rdn.ToString());
        }

        say(from.Count > 0
            ? CheckFinding.Ok("CHK-044", "Mover may move entries into the student branch", $"from {string.Join(", ", from)}")
            : CheckFinding.Warning("CHK-044", "Mover to move entries into the student branch", tried == 0 ? "there is no entry elsewhere, or no name, to try it with" : $"in none of {tried} branches that have an entry", "give it delete on the wrong branch's children, write on the entry, add on the student branch; or try again when a student stands in the wrong branch"));
        await LookAtEmployeesAsync(probe, taken, cancellationToken);
        await LookOutsideAsync("Mover", probe, [tree.Students, tree.Employees, .. tree.Others], "CHK-053", cancellationToken);
    }

    /// <summary>A free name in the student branch is only safe to try with where the server does nothing (the add tells that it can).</summary>
    private async Task<bool> CanNotBeDoneAsync(RightsProbe probe, CancellationToken cancellationToken) =>
        (await probe.AddAsync(tree.Students.Dn, cancellationToken)).Code is not LdapResultCode.UnavailableCriticalExtension and not LdapResultCode.Success;

    private async Task LookAtEmployeesAsync(RightsProbe probe, DistinguishedName taken, CancellationToken cancellationToken)
    {
        if (tree.Employees.Entry is not { } employee || tree.Students.Entry is null)
            return;
        var answer = await probe.MoveAsync(employee, taken, cancellationToken);
        if (answer.Right == Right.Granted)
            say(CheckFinding.Error("CHK-051", "Mover not to move employees (D-8)", answer.ToString(), "take the right away: employees' entries are never written"));
    }

    private async Task LookAtChangesAsync(RightsProbe probe, DistinguishedName student, CancellationToken cancellationToken)
    {
        var all = await probe.ChangeAsync(student, needed.Written, cancellationToken);
        var refused = new List<string>();
        foreach (var name in all.Right == Right.Refused ? needed.Written : [])
        {
            if ((await probe.ChangeAsync(student, [name], cancellationToken)).Right == Right.Refused)
                refused.Add(name);
        }

        if (refused.Count > 0)
            say(CheckFinding.Error("CHK-042", "Sync to change what we write of a student's entry", $"it may not write {string.Join(", ", refused)}", "give it the right to write them below the student branch"));
        else
            Say("CHK-042", "Sync may change what we write of a student's entry", all, "try it with --probe");
    }

    private async Task LookOutsideAsync(string role, RightsProbe probe, IReadOnlyList<BranchSample> branches, string code, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var employees = new List<string>();
        foreach (var branch in branches)
        {
            var target = branch == tree.Employees ? employees : found;
            if (branch.Entry is { } inside && await AnyAsync(probe, inside, cancellationToken) is { } attribute)
                target.Add($"change {attribute} in {branch.Dn.Rdn}");
            if ((await probe.AddAsync(branch.Dn, cancellationToken)).Right == Right.Granted)
                target.Add($"add to {branch.Dn.Rdn}");
            if ((await probe.ChangeAsync(branch.Dn, ["description"], cancellationToken)).Right == Right.Granted)
                target.Add($"change {branch.Dn.Rdn} itself");
        }

        if (employees.Count > 0)
            say(CheckFinding.Error("CHK-051", $"{role} not to write employees' entries (D-8)", $"it may {string.Join(", ", employees)}", "take the right away: employees' entries are never written"));
        if (found.Count > 0)
            say(CheckFinding.Warning(code, $"{role} to write nowhere else", $"it may {string.Join(", ", found)}", "take the right away: a fault of ours must not reach what isn't ours"));
        if (employees.Count + found.Count == 0)
            say(CheckFinding.Ok(code, $"{role} writes nowhere else", $"refused in each of {branches.Count} branches"));
    }

    /// <summary>An attribute that the account may write, or null; the name of the entry's own level is the mover's by trade where it moves to.</summary>
    private async Task<string?> AnyAsync(RightsProbe probe, DistinguishedName inside, CancellationToken cancellationToken)
    {
        foreach (var name in needed.Written)
        {
            if ((await probe.ChangeAsync(inside, [name], cancellationToken)).Right == Right.Granted)
                return name;
        }

        return null;
    }

    private void Say(string code, string expected, RightAnswer answer, string act) => say(answer.Right switch
    {
        Right.Granted => CheckFinding.Ok(code, expected, answer.ToString()),
        Right.Refused => CheckFinding.Error(code, expected, answer.ToString(), "give the account the right"),
        _ => CheckFinding.Warning(code, expected, answer.ToString(), act),
    });
}

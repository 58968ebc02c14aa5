using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The accounts' rights suffice. Nothing is changed by looking.</summary>
/// <param name="probes">A person gave leave to write a probe: what can't be told without writing is left to it.</param>
internal sealed class RightsCheck(DirectoryOptions options, NeededAttributes needed, ProbeEntry entry, TreeSamples tree, bool offersAssertion, bool probes, Action<CheckFinding> say)
{
    private const string TryProbe = "nothing, or try it with --probe";

    /// <summary>The reader reads what matching and guarding go by.</summary>
    public async Task LookAtReaderAsync(LdapConnection reader, CancellationToken cancellationToken)
    {
        var number = options.NameOf(DirectoryNames.PersonalNumber);
        var marks = new EntryMarks(options);
        var found = await reader.SearchAllAsync(
            new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.Subtree, LdapFilter.Present(number), [number, .. marks.Attributes]) { PageSize = 0, SizeLimit = 1 },
            LdapRequestOptions.None,
            cancellationToken);
        if (found.Entries is not [{ } one, ..])
        {
            say(CheckFinding.Warning("CHK-040", $"the reader to find an entry with {number}", $"none ({(int)found.Result.Code}): no entry has one, or it may not read them", "give it the right to read and search them: without it students can't be matched to entries made by hand"));
            return;
        }

        say(MarksSeen(one, number, marks));
    }

    private static CheckFinding MarksSeen(LdapEntry one, string number, EntryMarks marks)
    {
        const string expected = "the reader to read what matching and guarding go by";
        const string act = "give it the right to read them";
        List<string> missing =
        [
            .. one.Find(number) is null ? [number] : Array.Empty<string>(),
            .. marks.FindId(one) is null ? [string.Join(" or ", marks.Ids)] : Array.Empty<string>(),
        ];
        var change = marks.ChangeOf(one);
        if (missing.Count > 0 || change.Length == 0)
            return CheckFinding.Error("CHK-040", expected, $"it doesn't see {string.Join(", ", change.Length == 0 ? [.. missing, "when the entry was changed"] : missing)}", act);
        return EntryMarks.IsOfOneWrite(change)
            ? CheckFinding.Ok("CHK-040", "the reader may read personal numbers and what guards a write", "it does")
            : CheckFinding.Warning("CHK-040", expected, $"it doesn't see {DirectoryNames.EntryCsn}: {EntryMarks.ModifyTimestamp} takes its place, of a second, so that two writes can look like one", $"nothing, where the server has no {DirectoryNames.EntryCsn}; else {act}");
    }

    /// <summary>The sync account writes below the student branch.</summary>
    public async Task LookAtSyncAsync(LdapConnection sync, CancellationToken cancellationToken)
    {
        if (!probes)
            say(CheckFinding.Warning("CHK-041", "Sync to add to the student branch", "it can't be told without writing", TryProbe));
        if (tree.Students.Entry is not { } student)
        {
            if (!probes)
                say(CheckFinding.Warning("CHK-042", "Sync to change and delete entries of the student branch", "there is none to try it on", TryProbe));
            return;
        }

        var probe = new RightsProbe(sync, entry, offersAssertion);
        await LookAtChangesAsync(probe, student, cancellationToken);
        var delete = await probe.DeleteAsync(student, cancellationToken);
        if (!probes || delete.Right != Right.Unknown)
            Say("CHK-043", "Sync may delete from the student branch", delete);
    }

    /// <summary>The mover takes entries out of a wrong branch. Whether it may put them into the right one is told by the probe.</summary>
    /// <param name="reader">Asked the same: a server that refuses nobody before it looks at the condition tells nothing.</param>
    public async Task LookAtMoverAsync(LdapConnection mover, LdapConnection reader, CancellationToken cancellationToken)
    {
        var answers = new List<(BranchSample Branch, RightAnswer Answer)>();
        foreach (var branch in tree.Others.Where(branch => branch.Entry is not null))
            answers.Add((branch, await AskAsync(branch, mover, reader, cancellationToken)));

        var from = answers.Where(one => one.Answer.Right == Right.Granted).Select(one => one.Branch.Dn.Rdn.ToString()).ToList();
        const string expected = "Mover to move entries into the student branch";
        const string act = "give it delete on the wrong branch's children, write on the entry, and add on the student branch's children";
        say(from.Count > 0 ? CheckFinding.Ok("CHK-044", "Mover may take entries out of a wrong branch", $"of {string.Join(", ", from)}")
            : answers.Count == 0 ? CheckFinding.Warning("CHK-044", expected, "there is no entry elsewhere to try it with", TryProbe)
            : answers.Exists(one => one.Answer.Right == Right.Unknown) ? CheckFinding.Warning("CHK-044", expected, "it can't be told without writing", TryProbe)
            : CheckFinding.Warning("CHK-044", expected, $"it may take them out of none of {answers.Count} branches", act));
    }

    private async Task<RightAnswer> AskAsync(BranchSample branch, LdapConnection mover, LdapConnection reader, CancellationToken cancellationToken)
    {
        var to = entry.NameBelow(tree.Students.Dn);
        var answer = branch.Entry is { } stray ? await new RightsProbe(mover, entry, offersAssertion).MoveAsync(stray, to, cancellationToken) : default;
        var control = answer.Right == Right.Granted && branch.Entry is { } same ? await new RightsProbe(reader, entry, offersAssertion).MoveAsync(same, to, cancellationToken) : default;
        return control.Right == Right.Granted ? default : answer;
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
            Say("CHK-042", "Sync may change what we write of a student's entry", all);
    }

    private void Say(string code, string expected, RightAnswer answer) => say(answer.Right switch
    {
        Right.Granted => CheckFinding.Ok(code, expected, answer.ToString()),
        Right.Refused => CheckFinding.Error(code, expected, answer.ToString(), "give the account the right"),
        _ => CheckFinding.Warning(code, expected, answer.ToString(), TryProbe),
    });
}

using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>With a person's leave: an entry that says it is a probe is added, changed and deleted again. What can't be told without writing is told by it.</summary>
internal sealed class RealProbe(DirectoryOptions options, NeededAttributes needed, ProbeEntry entry, TreeSamples tree, Action<CheckFinding> say)
{
    /// <summary>The server's time when it changed the entry; null where it wasn't made.</summary>
    /// <param name="mover">Null where it couldn't sign in.</param>
    public async Task<DateTimeOffset?> TryAsync(LdapConnection sync, LdapConnection reader, LdapConnection? mover, UniqueCheck unique, CancellationToken cancellationToken)
    {
        var dn = entry.NameBelow(tree.Students.Dn);
        var added = await sync.AddAsync(dn, entry.Values, LdapRequestOptions.None, cancellationToken);
        Say("Sync may add to the student branch", added);
        if (!added.IsSuccess)
            return null;

        try
        {
            Say("Sync may change an entry that it added", await sync.ModifyAsync(dn, [LdapModification.Replace(options.NameOf(DirectoryNames.GivenName), "Changed")], LdapRequestOptions.None, cancellationToken));
            await TryUniqueAsync(sync, unique, cancellationToken);
            if (mover is not null)
                await TryMoveAsync(mover, reader, dn, cancellationToken);
            var seen = await reader.FindAsync(dn, [.. needed.Written, "modifyTimestamp"], LdapRequestOptions.None, cancellationToken);
            var unseen = needed.Written.Where(name => seen?.Find(name) is null && entry.Values.Any(value => value.Name == name)).ToList();
            say(unseen.Count == 0
                ? CheckFinding.Ok("CHK-046", "the reader sees what was written", "it does")
                : CheckFinding.Error("CHK-046", "the reader to see what was written", $"it doesn't see {string.Join(", ", unseen)}", "give it the right to read them: nothing is called done before it is read back"));
            return ClockCheck.Read(seen?.Text("modifyTimestamp"));
        }
        finally
        {
            Say("Sync may delete what it added", await sync.DeleteAsync(dn, LdapRequestOptions.None, CancellationToken.None));
        }
    }

    private async Task TryUniqueAsync(LdapConnection sync, UniqueCheck unique, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in new[] { (DirectoryNames.RsId, entry.RsId), (DirectoryNames.HsaId, entry.HsaId) })
        {
            var other = new ProbeEntry(options);
            var dn = other.NameBelow(tree.Students.Dn);
            var result = await sync.AddAsync(dn, other.With(options.NameOf(name), value), LdapRequestOptions.None, cancellationToken);
            if (result.IsSuccess)
                await sync.DeleteAsync(dn, LdapRequestOptions.None, CancellationToken.None);
            unique.Say(options.NameOf(name), result.Code);
        }
    }

    /// <summary>An entry that stands in the wrong branch is moved to the name that the probe has, which can't be done. The reader is asked the same, as a control.</summary>
    private async Task TryMoveAsync(LdapConnection mover, LdapConnection reader, DistinguishedName probe, CancellationToken cancellationToken)
    {
        var from = new List<string>();
        var tried = 0;
        var untold = 0;
        foreach (var branch in tree.Others)
        {
            if (branch.Entry is not { } stray)
                continue;
            tried++;
            var answer = await new RightsProbe(mover, entry, offersAssertion: false).MoveOntoAsync(stray, probe, cancellationToken);
            if (answer.Right != Right.Granted)
                continue;
            if ((await new RightsProbe(reader, entry, offersAssertion: false).MoveOntoAsync(stray, probe, cancellationToken)).Right == Right.Refused)
                from.Add(branch.Dn.Rdn.ToString());
            else
                untold++;
        }

        const string expected = "Mover to move entries into the student branch";
        say(from.Count > 0 ? CheckFinding.Ok("CHK-047", "Mover may move entries into the student branch", $"from {string.Join(", ", from)}")
            : tried == 0 ? CheckFinding.Warning("CHK-047", expected, "there is no entry elsewhere to try it with", "nothing; the first move tells: refused, it is DIR-006, and nothing was changed")
            : untold > 0 ? CheckFinding.Warning("CHK-047", expected, "it can't be told: the server says to everybody that the name is taken (68), before it looks at rights", "nothing; the first move tells: refused, it is DIR-006, and nothing was changed")
            : CheckFinding.Warning("CHK-047", expected, $"from none of {tried} branches", "give it delete on the wrong branch's children, write on the entry, and add on the student branch's children"));
    }

    private void Say(string expected, LdapResult result) => say(result.IsSuccess
        ? CheckFinding.Ok("CHK-045", expected, "done")
        : CheckFinding.Error("CHK-045", expected, $"refused with {(int)result.Code} ({result.Code})", "give the account the right; an entry rscard-probe-… that is left may be deleted"));
}

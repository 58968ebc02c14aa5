using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>With a person's leave: an entry that says it is a probe is added, changed and deleted again. What can't be told without writing is told by it.</summary>
internal sealed class RealProbe(DirectoryOptions options, NeededAttributes needed, ProbeEntry entry, Action<CheckFinding> say)
{
    /// <summary>The server's time when it made the entry; null where it wasn't made.</summary>
    public async Task<DateTimeOffset?> TryAsync(LdapConnection sync, LdapConnection reader, UniqueCheck unique, CancellationToken cancellationToken)
    {
        var branch = DistinguishedName.Parse(options.StudentBranch);
        var dn = entry.NameBelow(branch);
        var added = await sync.AddAsync(dn, entry.Values, LdapRequestOptions.None, cancellationToken);
        Say("CHK-045", "Sync may add to the student branch", added);
        if (!added.IsSuccess)
            return null;

        try
        {
            Say("CHK-045", "Sync may change an entry that it added", await sync.ModifyAsync(dn, [LdapModification.Replace(options.NameOf(DirectoryNames.GivenName), "Changed")], LdapRequestOptions.None, cancellationToken));
            await TryUniqueAsync(sync, branch, unique, cancellationToken);
            var seen = await reader.FindAsync(dn, [.. needed.Written, "createTimestamp", "modifyTimestamp"], LdapRequestOptions.None, cancellationToken);
            var unseen = needed.Written.Where(name => seen?.Find(name) is null && entry.Values.Any(value => value.Name == name)).ToList();
            say(unseen.Count == 0
                ? CheckFinding.Ok("CHK-046", "the reader sees what was written", "it does")
                : CheckFinding.Error("CHK-046", "the reader to see what was written", $"it doesn't see {string.Join(", ", unseen)}", "give it the right to read them: nothing is called done before it is read back"));
            return ClockCheck.Read(seen?.Text("modifyTimestamp") ?? seen?.Text("createTimestamp"));
        }
        finally
        {
            Say("CHK-045", $"the probe entry is deleted again ({dn.Rdn})", await sync.DeleteAsync(dn, LdapRequestOptions.None, CancellationToken.None));
        }
    }

    private async Task TryUniqueAsync(LdapConnection sync, DistinguishedName branch, UniqueCheck unique, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in new[] { (DirectoryNames.RsId, entry.RsId), (DirectoryNames.HsaId, entry.HsaId) })
        {
            var other = new ProbeEntry(options);
            var dn = other.NameBelow(branch);
            var result = await sync.AddAsync(dn, other.With(options.NameOf(name), value), LdapRequestOptions.None, cancellationToken);
            if (result.IsSuccess)
                await sync.DeleteAsync(dn, LdapRequestOptions.None, CancellationToken.None);
            unique.Say(options.NameOf(name), result.Code);
        }
    }

    private void Say(string code, string expected, LdapResult result) => say(result.IsSuccess
        ? CheckFinding.Ok(code, expected, "done")
        : CheckFinding.Error(code, expected, $"refused with {(int)result.Code} ({result.Code})", "give the account the right; an entry rscard-probe-… that stands there may be deleted"));
}

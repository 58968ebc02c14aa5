using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The directory keeps RSid and HSA-id unique: tried with a value that stands in an entry, on a new entry that isn't made.</summary>
internal sealed class UniqueCheck(DirectoryOptions options, ProbeEntry entry, TreeSamples tree, Action<CheckFinding> say)
{
    private const string Advice = "the database gives each value once, so nothing is doubled by us; have the server keep it unique (slapo-unique over the whole tree), and try again with --probe";

    public async Task LookAsync(LdapConnection reader, LdapConnection sync, CancellationToken cancellationToken)
    {
        foreach (var name in DirectoryNames.Unique.Select(options.NameOf))
        {
            var found = await reader.SearchAllAsync(
                new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.Subtree, LdapFilter.Present(name), [name]) { PageSize = 0, SizeLimit = 1 },
                LdapRequestOptions.None,
                cancellationToken);
            if (found.Entries is not [{ } holder, ..] || holder.Text(name) is not { } value)
                say(CheckFinding.Warning("CHK-030", $"{name} to be unique", "no entry has one to try it with", Advice));
            else
                Say(name, await AskAsync(sync, name, value, cancellationToken));
        }
    }

    internal void Say(string name, LdapResultCode code) => say(code switch
    {
        LdapResultCode.ConstraintViolation => CheckFinding.Ok("CHK-030", $"{name} is unique", "a second entry with a value that stands in another is refused (19)"),
        LdapResultCode.Success => CheckFinding.Error("CHK-030", $"{name} to be unique", "a second entry with the value of another was taken", "have the server keep it unique (slapo-unique over the whole tree)"),
        (LdapResultCode)16654 => CheckFinding.Error("CHK-030", $"{name} to be unique", "a second entry with the value of another would be taken", "have the server keep it unique (slapo-unique over the whole tree)"),
        _ => CheckFinding.Warning("CHK-030", $"{name} to be unique", $"it can't be proved: the server answers {(int)code}", Advice),
    });

    private async Task<LdapResultCode> AskAsync(LdapConnection sync, string name, string value, CancellationToken cancellationToken)
    {
        var code = await new RightsProbe(sync, entry).AddAsync(tree.Students.Dn, entry.With(name, value), cancellationToken);
        if (code != LdapResultCode.UnavailableCriticalExtension || tree.Students.Entry is not { } taken)
            return code;

        // Under a name that is taken it can't be made; a server that looks at uniqueness first says so.
        return (await sync.AddAsync(taken, entry.With(name, value), LdapRequestOptions.None, cancellationToken)).Code;
    }
}

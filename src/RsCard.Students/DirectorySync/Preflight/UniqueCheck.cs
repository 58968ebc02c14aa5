using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>
/// The directory keeps RSid and HSA-id unique. Tried with a value that stands in an entry, on a new one that lacks what its classes
/// require: it can't be made, and slapd looks at uniqueness before the schema (389 Directory Server after it: there the probe tells).
/// </summary>
internal sealed class UniqueCheck(DirectoryOptions options, ProbeEntry entry, TreeSamples tree, Action<CheckFinding> say)
{
    private const string Advice = "have the server keep it unique over the whole tree (slapo-unique, Attribute Uniqueness); the database gives each value once, so nothing is doubled by us alone";

    public async Task LookAsync(LdapConnection reader, LdapConnection sync, CancellationToken cancellationToken)
    {
        foreach (var name in DirectoryNames.Unique.Select(options.NameOf))
        {
            var found = await reader.SearchAllAsync(
                new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.Subtree, LdapFilter.Present(name), [name]) { PageSize = 0, SizeLimit = 1 },
                LdapRequestOptions.None,
                cancellationToken);
            if (found.Entries is not [{ } holder, ..] || holder.Text(name) is not { } value)
            {
                say(CheckFinding.Warning("CHK-030", $"{name} to be unique", "no entry has one to try it with", "try it with --probe"));
                continue;
            }

            var halfAnEntry = entry.With(name, value).Where(one => one.Name != options.NameOf(DirectoryNames.FamilyName)).ToList();
            Say(name, (await sync.AddAsync(entry.NameBelow(tree.Students.Dn), halfAnEntry, LdapRequestOptions.None, cancellationToken)).Code);
        }
    }

    internal void Say(string name, LdapResultCode code) => say(code switch
    {
        LdapResultCode.ConstraintViolation => CheckFinding.Ok("CHK-030", $"{name} is unique", "a second entry with a value that stands in another is refused (19)"),
        LdapResultCode.Success => CheckFinding.Error("CHK-030", $"{name} to be unique", "a second entry with the value of another was taken", Advice),
        LdapResultCode.ObjectClassViolation => CheckFinding.Warning("CHK-030", $"{name} to be unique", $"it isn't, or the server looks at the schema first: it can't be told without writing ({(int)code})", "try it with --probe"),
        _ => CheckFinding.Warning("CHK-030", $"{name} to be unique", $"it isn't, or it can't be told without writing ({(int)code})", $"try it with --probe; {Advice}"),
    });
}

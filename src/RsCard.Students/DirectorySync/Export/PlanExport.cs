using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync.Export;

/// <summary>
/// A plan as the changes that carry it out, for another program such as <c>ldapmodify</c>. Pure. The writes are those of a run; in place
/// of an assertion each change takes away the values that were read, so that an entry which has changed since refuses it (16).
/// </summary>
public sealed class PlanExport(PlannedWrites writes, DirectoryOptions options)
{
    private readonly string personalNumber = options.NameOf(DirectoryNames.PersonalNumber);

    /// <param name="entries">In the plan's order; those without a write give nothing.</param>
    public IEnumerable<ExportedChange> Of(IEnumerable<PlannedEntry> entries) => entries
        .Where(entry => entry.Kind is not (PlanKind.Nothing or PlanKind.Decide))
        .SelectMany(entry => Of(entry).Select(change => new ExportedChange(entry, change)));

    /// <summary>Writes the changes as LDIF (RFC 2849). Personal: the file holds names and numbers.</summary>
    /// <returns>How many changes were written.</returns>
    public int Write(TextWriter output, IEnumerable<PlannedEntry> entries)
    {
        var ldif = new LdifWriter(output);
        var count = 0;
        foreach (var (entry, change) in Of(entries))
        {
            ldif.Write(change, $"{entry.Kind} {entry.Situation}: {entry.Why}");
            count++;
        }

        return count;
    }

    private IEnumerable<LdapChange> Of(PlannedEntry plan)
    {
        var write = writes.Of(plan, RsIdOf(plan), plan.Found is { } found ? ImageOf(found) : null);
        switch (write)
        {
            case { Kind: WriteKind.Add, To: { } to }:
                yield return new LdapChange.Add(
                    DistinguishedName.Parse(to), [.. write.Changes.Where(change => change.Values.Count > 0).Select(change => LdapAttribute.Text(change.Attribute, change.Values))]);
                break;
            case { Kind: WriteKind.Delete, Now: { } now }:
                yield return new LdapChange.Delete(DistinguishedName.Parse(now.Dn));
                break;
            case { Kind: WriteKind.Modify, Now: { } now }:
                yield return new LdapChange.Modify(DistinguishedName.Parse(now.Dn), Modifications(write, now));
                break;
            case { Kind: WriteKind.Move, Now: { } now, To: { } to }:
                foreach (var change in Move(write, now, DistinguishedName.Parse(to)))
                    yield return change;
                break;
        }
    }

    private IEnumerable<LdapChange> Move(EntryWrite write, EntryImage now, DistinguishedName to)
    {
        var from = DistinguishedName.Parse(now.Dn);
        yield return new LdapChange.ModifyDn(from, to.Rdn, EntryWriter.LeavesOldName(from, options), from.Parent == to.Parent ? null : to.Parent);
        if (write.Changes.Count > 0)
            yield return new LdapChange.Modify(to, Modifications(write, now));
    }

    private IReadOnlyList<LdapModification> Modifications(EntryWrite write, EntryImage now) => [.. write.Changes.SelectMany(change => Exchange(change, now.Of(change.Attribute)))];

    /// <summary>The number that stood there isn't known, only its key: it can't be named.</summary>
    private IEnumerable<LdapModification> Exchange(ValueChange change, IReadOnlyList<string> old)
    {
        if (change.Attribute == personalNumber)
        {
            yield return LdapModification.Replace(change.Attribute, change.Values);
            yield break;
        }

        var gone = old.Except(change.Values, StringComparer.Ordinal).ToList();
        var come = change.Values.Except(old, StringComparer.Ordinal).ToList();
        if (gone.Count > 0)
            yield return LdapModification.Delete(change.Attribute, gone);
        if (come.Count > 0)
            yield return LdapModification.Add(change.Attribute, come);
    }

    private EntryImage ImageOf(MirroredEntry found) => new(
        found.EntryUuid,
        found.EntryCsn,
        found.Dn,
        found.Values.Where(pair => pair.Key != DirectoryNames.PersonalNumber).ToDictionary(pair => options.NameOf(pair.Key), pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    private static string? RsIdOf(PlannedEntry plan) =>
        plan.Changes.FirstOrDefault(change => change.Attribute == DirectoryNames.RsId)?.To is [{ } given] ? given
        : plan.Found?.ValuesOf(DirectoryNames.RsId) is [{ } known] ? known
        : null;
}

/// <param name="Entry">What the change is a part of.</param>
public sealed record ExportedChange(PlannedEntry Entry, LdapChange Change);

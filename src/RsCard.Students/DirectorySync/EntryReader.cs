using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync;

/// <summary>LDAP entry → what we know of a person's entry.</summary>
internal sealed class EntryReader(DirectoryOptions options, AttributeMapping mapping)
{
    private readonly EntryMarks marks = new(options);

    public FoundEntry Read(LdapEntry entry, DirectoryBranch branch) => new(
        entry.Dn.ToString(),
        Uuid(entry),
        marks.ChangeOf(entry),
        branch,
        entry.Text(options.NameOf(DirectoryNames.RsId)),
        entry.Text(options.NameOf(DirectoryNames.HsaId)),
        entry.Text(options.NameOf(DirectoryNames.PersonalNumber)),
        entry.Text(options.NameOf(DirectoryNames.CommonName)),
        entry.Text(options.NameOf(DirectoryNames.GivenName)),
        entry.Text(options.NameOf(DirectoryNames.FamilyName)),
        entry.Text(options.NameOf(DirectoryNames.Email)),
        DirectoryTime.ToDay(entry.Text(options.NameOf(DirectoryNames.PeriodStart))),
        DirectoryTime.ToDay(entry.Text(options.NameOf(DirectoryNames.PeriodEnd))),
        entry.Text(options.NameOf(DirectoryNames.Status)),
        CardOf(entry))
    {
        More = More(entry),
    };

    public Guid Uuid(LdapEntry entry) =>
        marks.FindId(entry)
            ?? throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an entry came without entryUUID: the account may not read it");

    private IReadOnlyDictionary<string, IReadOnlyList<string>> More(LdapEntry entry)
    {
        Dictionary<string, IReadOnlyList<string>>? more = null;
        foreach (var rule in mapping.Rules)
        {
            var values = entry.Texts(options.NameOf(rule.Attribute));
            if (values.Count > (FoundEntry.Knows(rule.Attribute) ? 1 : 0))
                (more ??= new(StringComparer.Ordinal))[rule.Attribute] = FoundEntry.Knows(rule.Attribute) ? [.. values.Skip(1)] : values;
        }

        return more ?? FoundEntry.NoMore;
    }

    public FoundCard? CardOf(LdapEntry entry) =>
        entry.Text(options.NameOf(DirectoryNames.CardState)) is { } state
            ? new FoundCard(
                entry.Text(options.NameOf(DirectoryNames.CardSerial)),
                state,
                entry.Text(options.NameOf(DirectoryNames.CardHasPhoto)) == "TRUE",
                DirectoryTime.ToDay(entry.Text(options.NameOf(DirectoryNames.CardValidTo))))
            : null;
}

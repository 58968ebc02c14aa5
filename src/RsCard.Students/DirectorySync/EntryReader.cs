using RsCard.Ldap;

namespace RsCard.Students.DirectorySync;

/// <summary>LDAP entry → what we know of a person's entry.</summary>
internal static class EntryReader
{
    public static FoundEntry Read(LdapEntry entry, DirectoryBranch branch) => new(
        entry.Dn.ToString(),
        Uuid(entry),
        entry.Text(DirectoryNames.EntryCsn) ?? "",
        branch,
        entry.Text(DirectoryNames.RsId),
        entry.Text(DirectoryNames.HsaId),
        entry.Text(DirectoryNames.PersonalNumber),
        entry.Text(DirectoryNames.CommonName),
        entry.Text(DirectoryNames.GivenName),
        entry.Text(DirectoryNames.FamilyName),
        entry.Text(DirectoryNames.Email),
        DirectoryTime.ToDay(entry.Text(DirectoryNames.PeriodStart)),
        DirectoryTime.ToDay(entry.Text(DirectoryNames.PeriodEnd)),
        entry.Text(DirectoryNames.Status),
        Card(entry));

    public static Guid Uuid(LdapEntry entry) =>
        Guid.TryParse(entry.Text(DirectoryNames.EntryUuid), out var uuid)
            ? uuid
            : throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an entry came without entryUUID: the account may not read it");

    private static FoundCard? Card(LdapEntry entry) =>
        entry.Text(DirectoryNames.CardState) is { } state
            ? new FoundCard(
                entry.Text(DirectoryNames.CardSerial),
                state,
                entry.Text(DirectoryNames.CardHasPhoto) == "TRUE",
                DirectoryTime.ToDay(entry.Text(DirectoryNames.CardValidTo)))
            : null;
}

namespace RsCard.Students.DirectorySync;

/// <summary>Attributes of a person's entry by the names we use, which are those of <c>servers/rscard.schema</c>; a directory that calls one otherwise says so in <see cref="DirectoryOptions.AttributeNames"/> (D-44).</summary>
public static class DirectoryNames
{
    public const string RsId = "rsId";
    public const string HsaId = "hsaIdentity";
    public const string PersonalNumber = "personalIdentityNumber";
    public const string CommonName = "cn";
    public const string GivenName = "givenName";
    public const string FamilyName = "sn";
    public const string Email = "mail";
    public const string PeriodStart = "studentPeriodStart";
    public const string PeriodEnd = "studentPeriodEnd";
    public const string Status = "studentStatus";
    public const string CardSerial = "cardSerial";
    public const string CardState = "cardState";
    public const string CardHasPhoto = "cardHasPhoto";
    public const string CardValidTo = "cardValidTo";
    public const string EntryUuid = "entryUUID";
    public const string EntryCsn = "entryCSN";
    public const string NamingAttribute = "uid";

    /// <summary>Attributes whose values the directory keeps unique over the whole tree.</summary>
    public static IReadOnlyList<string> Unique { get; } = [RsId, HsaId];

    /// <summary>What a search for people asks for.</summary>
    public static IReadOnlyList<string> Read { get; } =
    [
        RsId, HsaId, PersonalNumber, CommonName, GivenName, FamilyName, Email, PeriodStart, PeriodEnd, Status,
        CardSerial, CardState, CardHasPhoto, CardValidTo, EntryUuid, EntryCsn,
    ];

    public static IReadOnlyList<string> All { get; } = [.. Read, NamingAttribute];
}

namespace RsCard.Students.DirectorySync;

/// <summary>An entry as the directory holds it. A text is null where the attribute is absent.</summary>
/// <param name="EntryUuid">Survives a move: entries are found again by it, not by DN (RFC 4530).</param>
/// <param name="EntryCsn">Changes with every write: guards ours (RFC 4528).</param>
/// <param name="Status">active, ended or disabled; null reads as active.</param>
public sealed record FoundEntry(
    string Dn,
    Guid EntryUuid,
    string EntryCsn,
    DirectoryBranch Branch,
    string? RsId,
    string? HsaId,
    string? PersonalNumber,
    string? CommonName,
    string? GivenName,
    string? FamilyName,
    string? Email,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Status,
    FoundCard? Card)
{
    public const string Active = "active";
    public const string Ended = "ended";

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> NoMore { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>By our names: further values of what is named above, and all values of attributes that only the mapping knows.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> More { get; init; } = NoMore;

    public string FullName => $"{GivenName} {FamilyName}".Trim();

    /// <summary>Also one that somebody disabled by hand: nobody but a person opens it again (D-3, D-6).</summary>
    public bool IsEnded(DateOnly today) =>
        !(Status is null || string.Equals(Status, Active, StringComparison.OrdinalIgnoreCase)) || (ValidTo is { } last && last < today);

    /// <summary>All values of an attribute, by our name; days as we write them.</summary>
    public IReadOnlyList<string> ValuesOf(string attribute)
    {
        var more = More.TryGetValue(attribute, out var others) ? others : [];
        return First(attribute) is { } first ? [first, .. more] : more;
    }

    /// <summary>Whether the attribute has a place of its own here.</summary>
    public static bool Knows(string attribute) => attribute is
        DirectoryNames.RsId or DirectoryNames.HsaId or DirectoryNames.PersonalNumber or DirectoryNames.CommonName or DirectoryNames.GivenName
        or DirectoryNames.FamilyName or DirectoryNames.Email or DirectoryNames.PeriodStart or DirectoryNames.PeriodEnd or DirectoryNames.Status;

    private string? First(string attribute) => attribute switch
    {
        DirectoryNames.RsId => RsId,
        DirectoryNames.HsaId => HsaId,
        DirectoryNames.PersonalNumber => PersonalNumber,
        DirectoryNames.CommonName => CommonName,
        DirectoryNames.GivenName => GivenName,
        DirectoryNames.FamilyName => FamilyName,
        DirectoryNames.Email => Email,
        DirectoryNames.PeriodStart => ValidFrom is { } from ? DirectoryTime.FromDay(from) : null,
        DirectoryNames.PeriodEnd => ValidTo is { } to ? DirectoryTime.FromDay(to) : null,
        DirectoryNames.Status => Status,
        _ => null,
    };

    public override string ToString() => $"Found entry {EntryUuid}";
}

/// <summary>Card facts of the directory, read-only for us (D-8).</summary>
/// <param name="State">active, inactive, or what else the directory says.</param>
public sealed record FoundCard(string? Serial, string State, bool HasPhoto, DateOnly? ValidTo);

public enum DirectoryBranch
{
    /// <summary>Personal under utbildning: where students belong.</summary>
    Students,

    /// <summary>Employees: never written (D-8).</summary>
    Employees,

    /// <summary>Anywhere else: the wrong category for a student.</summary>
    Other,
}

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

    public string FullName => $"{GivenName} {FamilyName}".Trim();

    /// <summary>Also one that somebody disabled by hand: nobody but a person opens it again (D-3, D-6).</summary>
    public bool IsEnded(DateOnly today) =>
        !(Status is null || string.Equals(Status, Active, StringComparison.OrdinalIgnoreCase)) || (ValidTo is { } last && last < today);

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

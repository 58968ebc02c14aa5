using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>The data of a row that could be read whole.</summary>
public sealed record ListRow
{
    /// <summary>Personal or coordination number; null for a person known by passport (then <see cref="Passport"/> is there).</summary>
    public PersonalNumber? Number { get; init; }

    /// <summary>All four passport fields; may stand beside a number.</summary>
    public ListedPassport? Passport { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public required string Email { get; init; }

    public required string Programme { get; init; }

    /// <summary>The period's first day (D-29).</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The period's last day; not before the first, and not past.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Null where the row says nothing of a placement.</summary>
    public ListedPlacement? Placement { get; init; }

    /// <summary><c>sv</c>, <c>en</c>, or null where the list doesn't say.</summary>
    public string? Language { get; init; }

    public string? Phone { get; init; }

    /// <summary>A hint only: the sender doesn't know (D-8).</summary>
    public bool HasCard { get; init; }

    /// <summary>A hint only (D-8).</summary>
    public bool Employed { get; init; }

    /// <summary>No PIN envelope can come (D-26).</summary>
    public bool NoRegisteredAddress { get; init; }

    /// <summary>Whom the row is about, within one list and among all (D-3): the number, else passport country and number.</summary>
    public string PersonKey => Number is not null ? Number.Digits : $"{Passport?.Country}/{Passport?.Number}";

    /// <summary>Keeps a stray interpolation from printing a person into a log.</summary>
    public override string ToString() => "ListRow (not shown)";
}

/// <summary>The passport a person without a Swedish number is known by.</summary>
/// <param name="Country">ISO 3166 code of two letters.</param>
/// <param name="Number">Upper case, without spaces.</param>
public sealed record ListedPassport(string Country, string Number, DateOnly ValidTo, DateOnly BirthDate)
{
    public override string ToString() => "ListedPassport (not shown)";
}

/// <summary>What a row says of a placement.</summary>
/// <param name="Kind">Null where the list doesn't say.</param>
public sealed record ListedPlacement(string? Unit, UnitKind? Kind, DateOnly? FirstDay, DateOnly? LastDay, string? UnitEmail, string? SupervisorEmail)
{
    public override string ToString() => "ListedPlacement (not shown)";
}

/// <summary>Kind of the unit that receives a student.</summary>
public enum UnitKind
{
    Public,
    Private,

    /// <summary>Another region: handed over (D-5).</summary>
    Halmstad,
}

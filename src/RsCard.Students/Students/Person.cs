using RsCard.Students.Database;

namespace RsCard.Students.Students;

/// <summary>What we know of a student as a person. Lies in the database only sealed with the student's own key (D-41).</summary>
/// <param name="PersonalNumber">12 digits (personal or coordination number), or null for a person known by passport.</param>
/// <param name="PassportCountry">ISO 3166 code, or null.</param>
/// <param name="Language"><c>sv</c> or <c>en</c>: the language of mails and pages.</param>
/// <param name="NoRegisteredAddress">Without a Swedish registered address no PIN envelope can come (D-26).</param>
public sealed record Person(
    string? PersonalNumber,
    string? PassportCountry,
    string? PassportNumber,
    DateOnly? PassportValidTo,
    DateOnly? BirthDate,
    string GivenName,
    string FamilyName,
    string Email,
    string? Phone,
    string Language,
    bool NoRegisteredAddress)
{
    public string FullName => $"{GivenName} {FamilyName}";

    /// <summary>Keeps a stray interpolation from printing a person into a log.</summary>
    public override string ToString() => "Person (not shown)";
}

/// <summary>A student with the personal values opened.</summary>
/// <param name="Person">Null when the values were erased: the fact that there was somebody remains.</param>
public sealed record Student(StudentId Id, Person? Person, DateTimeOffset CreatedAt);

namespace RsCard.Students.Submissions;

/// <summary>A column of a list: its name in answers, what people are told it is called, and the headers it is known by.</summary>
/// <param name="Name">As in <c>submit --json</c>.</param>
/// <param name="Swedish">Said in Swedish texts; the first header of the template.</param>
/// <param name="English">Said in English texts.</param>
/// <param name="Headers">Further header names; those three are headers too.</param>
public sealed record ListColumn(string Name, string Swedish, string English, params IReadOnlyList<string> Headers)
{
    public const string PersonalNumber = "personalNumber";
    public const string PassportCountry = "passportCountry";
    public const string PassportNumber = "passportNumber";
    public const string PassportValidTo = "passportValidTo";
    public const string BirthDate = "birthDate";
    public const string GivenName = "givenName";
    public const string FamilyName = "familyName";
    public const string Email = "email";
    public const string Programme = "programme";
    public const string FirstDay = "firstDay";
    public const string LastDay = "lastDay";
    public const string PlacementUnit = "placementUnit";
    public const string PlacementUnitKind = "placementUnitKind";
    public const string PlacementFirstDay = "placementFirstDay";
    public const string PlacementLastDay = "placementLastDay";
    public const string UnitEmail = "unitEmail";
    public const string SupervisorEmail = "supervisorEmail";
    public const string Language = "language";
    public const string Phone = "phone";
    public const string HasCard = "hasCard";
    public const string Employed = "employed";
    public const string ProtectedIdentity = "protectedIdentity";
    public const string NoRegisteredAddress = "noRegisteredAddress";
    public const string DormantNumber = "dormantNumber";

    /// <summary>Every column, in the order of the contract.</summary>
    public static IReadOnlyList<ListColumn> All { get; } =
    [
        new(PersonalNumber, "Personnummer", "Personal number", "Pnr", "Person-nr", "Samordningsnummer", "Personal identity number", "Coordination number"),
        new(PassportCountry, "Passland", "Passport country"),
        new(PassportNumber, "Passnummer", "Passport number"),
        new(PassportValidTo, "Pass giltigt t.o.m.", "Passport valid to"),
        new(BirthDate, "Födelsedatum", "Date of birth"),
        new(GivenName, "Förnamn", "First name", "Given name"),
        new(FamilyName, "Efternamn", "Last name", "Surname", "Family name"),
        new(Email, "E-post", "Email", "E-postadress", "Mejl", "Mail"),
        new(Programme, "Program", "Programme", "Utbildning", "Utbildningsprogram", "Education"),
        new(FirstDay, "Startdatum", "Start date", "Från", "Fr.o.m.", "From"),
        new(LastDay, "Slutdatum", "End date", "Till", "T.o.m.", "To"),
        new(PlacementUnit, "VFU-enhet", "Placement unit"),
        new(PlacementUnitKind, "Typ av enhet", "Unit type", "Enhetstyp"),
        new(PlacementFirstDay, "VFU-start", "Placement start"),
        new(PlacementLastDay, "VFU-slut", "Placement end"),
        new(UnitEmail, "E-post enhet", "Unit email"),
        new(SupervisorEmail, "E-post handledare", "Supervisor email"),
        new(Language, "Språk", "Language"),
        new(Phone, "Telefon", "Phone", "Mobil", "Mobile"),
        new(HasCard, "Har kort", "Has card"),
        new(Employed, "Anställd", "Employed"),
        new(ProtectedIdentity, "Skyddade personuppgifter", "Protected identity", "Skyddad identitet"),
        new(NoRegisteredAddress, "Saknar folkbokföringsadress", "No registered address"),
        new(DormantNumber, "Vilande samordningsnummer", "Dormant number"),
    ];

    /// <summary>What a column is called in a text, or the name itself where it isn't one of ours.</summary>
    public static string Label(string name, string language) =>
        All.FirstOrDefault(column => column.Name == name) is { } known ? (language == "sv" ? known.Swedish : known.English) : name;
}

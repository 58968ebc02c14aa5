using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Submissions;

public sealed class HeaderMapTests
{
    private static readonly Dictionary<string, string> NoOwn = [];

    /// <summary>The table of the contract, word for word.</summary>
    public static TheoryData<string, string> Contract()
    {
        var headers = new TheoryData<string, string>();
        Add("personalNumber", "Personnummer, Pnr, Person-nr, Samordningsnummer, Personal number, Personal identity number, Coordination number");
        Add("passportCountry", "Passland, Passport country");
        Add("passportNumber", "Passnummer, Passport number");
        Add("passportValidTo", "Pass giltigt t.o.m., Passport valid to");
        Add("birthDate", "Födelsedatum, Date of birth");
        Add("givenName", "Förnamn, First name, Given name");
        Add("familyName", "Efternamn, Last name, Surname, Family name");
        Add("email", "E-post, E-postadress, Mejl, Mail, Email, E-mail");
        Add("programme", "Program, Utbildning, Utbildningsprogram, Programme, Education");
        Add("firstDay", "Startdatum, Från, Fr.o.m., Start date, From");
        Add("lastDay", "Slutdatum, Till, T.o.m., End date, To");
        Add("placementUnit", "VFU-enhet, Placement unit");
        Add("placementUnitKind", "Typ av enhet, Enhetstyp, Unit type");
        Add("placementFirstDay", "VFU-start, Placement start");
        Add("placementLastDay", "VFU-slut, Placement end");
        Add("unitEmail", "E-post enhet, Unit email");
        Add("supervisorEmail", "E-post handledare, Supervisor email");
        Add("language", "Språk, Language");
        Add("phone", "Telefon, Mobil, Phone, Mobile");
        Add("hasCard", "Har kort, Has card");
        Add("employed", "Anställd, Employed");
        Add("protectedIdentity", "Skyddade personuppgifter, Skyddad identitet, Protected identity");
        Add("noRegisteredAddress", "Saknar folkbokföringsadress, No registered address");
        Add("dormantNumber", "Vilande samordningsnummer, Dormant number");
        return headers;

        void Add(string column, string names)
        {
            foreach (var name in names.Split(", ").Append(column))
                headers.Add(column, name);
        }
    }

    [Theory]
    [MemberData(nameof(Contract))]
    public void Header_of_the_contract_is_known_in_any_writing(string column, string header)
    {
        foreach (var writing in new[] { header, header.ToUpperInvariant(), $" {header} ", header.Replace("ö", "o\u0308", StringComparison.Ordinal), header.Replace('å', 'a'), header.Replace(' ', '_').Replace('-', ' ') })
        {
            // Another person and name column, so that the row is a header without the one that is looked for.
            var map = HeaderMap.Find([writing, "Pnr", "Passnummer", "Förnamn", "Efternamn"], NoOwn);
            Assert.Contains(0, map?.PlacesOf(column) ?? []);
        }
    }

    [Fact]
    public void Notes_in_brackets_and_stars_do_not_matter() =>
        Assert.Equal([0], HeaderMap.Find(["Personnummer (12 siffror) *", "Förnamn"], NoOwn)?.PlacesOf(ListColumn.PersonalNumber));

    [Fact]
    public void Header_needs_a_number_or_passport_column_and_a_name_column()
    {
        Assert.Null(HeaderMap.Find(["Personnummer", "E-post"], NoOwn));
        Assert.Null(HeaderMap.Find(["Förnamn", "Efternamn"], NoOwn));
        Assert.NotNull(HeaderMap.Find(["Passnummer", "Efternamn"], NoOwn));
    }

    [Fact]
    public void Own_headers_of_an_institution_are_known_and_win()
    {
        var own = new Dictionary<string, string> { ["Ladok-id"] = ListColumn.PersonalNumber, ["Mobil"] = ListColumn.Email };
        var map = HeaderMap.Find(["LADOK ID", "Förnamn", "mobil"], own);
        Assert.Equal([0], map?.PlacesOf(ListColumn.PersonalNumber));
        Assert.Equal([2], map?.PlacesOf(ListColumn.Email));
        Assert.Empty(map?.PlacesOf(ListColumn.Phone) ?? []);
    }
}

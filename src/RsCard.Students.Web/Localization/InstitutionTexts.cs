namespace RsCard.Students.Web.Localization;

/// <summary>The pages where institutions are kept.</summary>
public static class InstitutionTexts
{
    public static readonly Phrase Title = new("Lärosäten", "Institutions");
    public static readonly Phrase New = new("Nytt lärosäte", "New institution");
    public static readonly Phrase About = new("Namn, e-post, vem som skickar listor och egna rubriker i listorna.", "Names, e-mail, who sends lists, and headers of their own in the lists.");
    public static readonly Phrase Empty = new("Det finns inget lärosäte än. Utan ett kan ingen lista tas emot.", "There is no institution yet. Without one no list can be taken.");
    public static readonly Phrase CodeHint = new(
        "Kan inte ändras sedan. Gruppen study-administrators-KOD i katalogen ger rollen vid lärosätet.",
        "Can't be changed later. The group study-administrators-CODE in the directory gives the role at the institution.");

    public static readonly Phrase Email = new("E-post till studieadministratörerna", "E-mail of the study administrators");
    public static readonly Phrase EmailHint = new("Dit går frågor, avslagna rader och sammanställningar.", "Questions, refused rows and digests go there.");
    public static readonly Phrase EmailWrong = new("Skriv en e-postadress, till exempel kort@larosate.se.", "Type an e-mail address, kort@larosate.se for example.");
    public static readonly Phrase IsActive = new("Får skicka listor", "May send lists");
    public static readonly Phrase InactiveHint = new(
        "Ett lärosäte ur bruk kan inte skicka nya listor. De studenter som redan finns fortsätter som vanligt.",
        "An institution that isn't in use can't send new lists. Students who are here already go on as usual.");

    public static readonly Phrase Headers = new("Egna rubriker i listorna", "Own headers in the lists");
    public static readonly Phrase HeadersHint = new(
        "En på varje rad: rubriken som lärosätet skriver, likhetstecken, kolumnens namn i mallen. Till exempel: Studentens namn = Förnamn",
        "One a line: the header that the institution writes, an equals sign, the column's name in the template. For example: Name of student = First name");

    public static readonly Phrase HeadersWrong = new("Raden {0} är inte en rubrik, ett likhetstecken och en kolumn ur mallen.", "The line {0} isn't a header, an equals sign and a column of the template.");
    public static readonly Phrase Administrators = new("Studieadministratörer", "Study administrators");
    public static readonly Phrase NoAdministrators = new("Ingen har rollen vid det här lärosätet.", "Nobody has the role at this institution.");
    public static readonly Phrase AdministratorsUnknown = new("Katalogen svarar inte, så det syns inte vem som har rollen (DIR-001).", "The directory doesn't answer, so it doesn't show who has the role (DIR-001).");
    public static readonly Phrase ChangeRoles = new("Ändra roller", "Change roles");
}

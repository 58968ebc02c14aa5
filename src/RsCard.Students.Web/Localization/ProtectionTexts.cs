namespace RsCard.Students.Web.Localization;

/// <summary>A student has got protected identity in mid-case (D-4).</summary>
public static class ProtectionTexts
{
    public static readonly Phrase Title = new("Skyddade personuppgifter", "Protected identity");
    public static readonly Phrase Intro = new(
        "Gör detta när studenten har fått sekretessmarkering, skyddad folkbokföring eller fingerade personuppgifter.",
        "Do this when the student has got a secrecy marking, protected registration or an assumed identity.");

    public static readonly Phrase Cancelled = new("Alla studentens ärenden avslutas. Mejl, påminnelser och annat som väntar ställs in.", "All the student's cases end. Mails, reminders and whatever else waits are cancelled.");
    public static readonly Phrase Erased = new("Namn, nummer, adresser, mejl och passkopia raderas här, för gott. Ärendets id och postens id i katalogen finns kvar.", "Name, numbers, addresses, mails and passport copy are erased here, for good. The case's id and the entry's id in the directory remain.");
    public static readonly Phrase Links = new("Studentens länk och enhetens länk slutar fungera.", "The student's link and the unit's link stop working.");
    public static readonly Phrase EntryLeft = new("Posten i katalogen ändras inte härifrån. Systemförvaltningen tar hand om den och om kortet: ring {0} direkt efteråt.", "The entry in the directory isn't changed from here. System management takes care of it and of the card: call {0} right afterwards.");
    public static readonly Phrase TypeRsId = new("Skriv studentens RSid ({0}) för att bekräfta", "Type the student's RSid ({0}) to confirm");
    public static readonly Phrase WrongRsId = new("Det är inte studentens RSid. Skriv {0}, eller gå tillbaka om du är på fel student.", "That isn't the student's RSid. Type {0}, or go back if you are at the wrong student.");
    public static readonly Phrase Sure = new("Ja, studenten har skyddade personuppgifter", "Yes, the student has protected identity");
    public static readonly Phrase Protect = new("Avsluta och radera", "End and erase");
    public static readonly Phrase Done = new(
        "Uppgifterna är raderade. Avslutade ärenden: {0}. Ring nu systemförvaltningen, {1}: posten i katalogen är deras.",
        "The data are erased. Cases ended: {0}. Now call system management, {1}: the entry in the directory is theirs.");

    public static readonly Phrase IsProtected = new(
        "Studenten har skyddade personuppgifter sedan {0}. Inget mejlas, skrivs eller visas härifrån. Frågor: systemförvaltningen, {1}.",
        "The student has protected identity since {0}. Nothing is mailed, written or shown from here. Questions: system management, {1}.");
}

using System.Globalization;
using RsCard.Students.Cards;

namespace RsCard.Students.ReserveCards;

/// <summary>What the counter is told of reserve cards, in Swedish and English.</summary>
internal static class ReserveCardTexts
{
    public static DeskResult Issued(DateOnly validTo) => new DeskResult.Done(
        $"Reservkortet är utlämnat. Certifikatet gäller till och med {Iso(validTo)}.",
        $"The reserve card has been handed over. The certificate is valid through {Iso(validTo)}.");

    public static DeskResult Renewed(DateOnly validTo) => new DeskResult.Done(
        $"Certifikatet är förnyat och gäller till och med {Iso(validTo)}.",
        $"The certificate is renewed, and valid through {Iso(validTo)}.");

    public static DeskResult Stocked(int count, string station) => new DeskResult.Done(
        $"{count} reservkort finns nu i lagret på {station}.",
        $"{count} reserve cards are now in the stock of {station}.");

    public static DeskResult NotAwaited(bool isOver) => isOver
        ? new DeskResult.Refused(
            "RESERVE-001",
            "Studenten har slutat, så inget kort ska lämnas ut. Fråga HSA-gruppen om det är fel.",
            "The student has left, so no card is to be handed over. Ask the HSA team if that is wrong.")
        : new DeskResult.Refused(
            "RESERVE-001",
            "Studenten väntar inte på något reservkort. Kontrollera var ärendet står.",
            "The student isn't waiting for a reserve card. See where the case stands.");

    public static DeskResult NotAPassport() => new DeskResult.Refused(
        "RESERVE-002",
        "Studenten ska visa sitt pass. Någon annan handling räcker inte.",
        "The student must show the passport. No other document will do.");

    public static DeskResult PassportExpired(DateOnly validTo) => new DeskResult.Refused(
        "RESERVE-002",
        $"Passet gäller inte (sista dag {Iso(validTo)}). Studenten behöver ett giltigt pass.",
        $"The passport isn't valid (last day {Iso(validTo)}). The student needs a valid one.");

    public static DeskResult NoCompanion() => new DeskResult.Refused(
        "RESERVE-003",
        "En ansvarig person från lärosätet ska vara med och intyga vem studenten är. Skriv personens namn och visa vilken ID-handling som visades.",
        "A responsible person from the institution must be there and vouch for the student. Give the person's name and the ID document that was shown.");

    public static DeskResult CompanionDocumentNotValid(DateOnly validTo) => new DeskResult.Refused(
        "RESERVE-004",
        $"Den medföljande personens ID-handling gäller inte (sista dag {Iso(validTo)}). Be om en giltig svensk ID-handling.",
        $"The companion's ID document isn't valid (last day {Iso(validTo)}). Ask for a valid Swedish one.");

    public static DeskResult CompanionDocumentNotSwedish() => new DeskResult.Refused(
        "RESERVE-004",
        "Den medföljande personens ID-handling ska vara svensk.",
        "The companion's ID document must be a Swedish one.");

    public static DeskResult NotInStock(string serial) => new DeskResult.Refused(
        "RESERVE-005",
        $"Kortet {serial} finns inte i något lager. Kontrollera serienumret, eller registrera först att kortet har kommit.",
        $"The card {serial} is in no stock. Check the serial number, or register first that the card has come.");

    public static DeskResult AtOtherStation(string serial, string station) => new DeskResult.Refused(
        "RESERVE-005",
        $"Kortet {serial} hör till lagret på {station}. Ta ett kort ur det egna lagret.",
        $"The card {serial} belongs to the stock of {station}. Take one from your own.");

    public static DeskResult AlreadyUsed(string serial) => new DeskResult.Refused(
        "RESERVE-006",
        $"Kortet {serial} är redan utlämnat till någon. Kontrollera serienumret.",
        $"The card {serial} has been handed over to somebody already. Check the serial number.");

    public static DeskResult EducationOver(DateOnly lastDay) => new DeskResult.Refused(
        "RESERVE-007",
        $"Utbildningen slutade {Iso(lastDay)}, och ett certifikat gäller aldrig längre.",
        $"The education ended on {Iso(lastDay)}, and no certificate is valid longer.");

    public static DeskResult TooLong(DateOnly most) => new DeskResult.Refused(
        "RESERVE-008",
        $"Certifikatet får gälla till och med {Iso(most)}: högst {Certificate.MostDays} dagar, och inte längre än utbildningen.",
        $"The certificate may be valid through {Iso(most)}: {Certificate.MostDays} days at most, and no longer than the education.");

    public static DeskResult NoCardToRenew() => new DeskResult.Refused(
        "RESERVE-009",
        "Studenten har inget reservkort som kan förnyas. Kontrollera var ärendet står.",
        "The student has no reserve card that can be renewed. See where the case stands.");

    public static DeskResult NoLonger(DateOnly validTo) => new DeskResult.Refused(
        "RESERVE-010",
        $"Certifikatet gäller redan till och med {Iso(validTo)}, och kan inte bli längre nu.",
        $"The certificate is valid through {Iso(validTo)} already, and can't be made longer now.");

    public static DeskResult BadSerials() => new DeskResult.Refused(
        "RESERVE-011",
        $"Skriv ett serienummer med 4–40 bokstäver, siffror och bindestreck, eller det första och det sista i en serie om högst {CardSerial.MostAtOnce} kort.",
        $"Give a serial number of 4–40 letters, digits and hyphens, or the first and the last of a series of {CardSerial.MostAtOnce} cards at most.");

    public static DeskResult BadSerial(string typed) => new DeskResult.Refused(
        "RESERVE-011",
        $"{typed.Trim()} är inget serienummer: det ska ha 4–40 bokstäver, siffror och bindestreck. Inget är registrerat.",
        $"{typed.Trim()} is no serial number: it has 4–40 letters, digits and hyphens. Nothing was registered.");

    public static DeskResult StockedElsewhere(string serial) => new DeskResult.Refused(
        "RESERVE-012",
        $"Kortet {serial} finns redan i en annan stations lager. Inget är registrerat.",
        $"The card {serial} is in another station's stock already. Nothing was registered.");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

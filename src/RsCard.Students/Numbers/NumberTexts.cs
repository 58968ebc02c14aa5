using RsCard.Students.Cards;

namespace RsCard.Students.Numbers;

/// <summary>What is said of a personal number that has come, in Swedish and English. Never the number itself (D-41).</summary>
internal static class NumberTexts
{
    public static DeskResult Applied() => new DeskResult.Done(
        "Personnumret är registrerat. RSid och HSA-id är desamma, och studenten ansöker om ett vanligt kort.",
        "The personal number is registered. RSid and HSA-id stay the same, and the student applies for an ordinary card.");

    public static DeskResult NotANumber() => new DeskResult.Refused(
        "NUMBER-001",
        "Det är inget svenskt personnummer. Kontrollera siffrorna; samordningsnummer, tillfälliga nummer och reservnummer räknas inte.",
        "That isn't a Swedish personal number. Check the digits; coordination, interim and reserve numbers don't count.");

    public static DeskResult AnothersNumber() => new DeskResult.Refused(
        "NUMBER-002",
        "Numret hör redan till en annan student här. Är det samma person måste HSA-gruppen reda ut det för hand.",
        "The number belongs to another student here already. If it is the same person, the HSA team must sort it out by hand.");

    public static DeskResult SameNumber() => new DeskResult.Refused(
        "NUMBER-003",
        "Studenten har redan det numret.",
        "The student has that number already.");

    public static DeskResult NotOnThePath() => new DeskResult.Refused(
        "NUMBER-004",
        "Ärendet gäller ingen student utan svenskt personnummer, eller är avslutat. Kontrollera var det står.",
        "The case isn't about a student without a Swedish personal number, or it is closed. See where it stands.");
}

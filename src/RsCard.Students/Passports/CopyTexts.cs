using System.Globalization;
using RsCard.Students.Cards;

namespace RsCard.Students.Passports;

/// <summary>What the administrator and the HSA team are told of a passport copy, in Swedish and English.</summary>
internal static class CopyTexts
{
    public static DeskResult Uploaded() => new DeskResult.Done(
        "Passkopian är mottagen. HSA-gruppen kontrollerar den.",
        "The passport copy has come. The HSA team verifies it.");

    public static DeskResult Approved() => new DeskResult.Done(
        "Passkopian är godkänd. Studenten går vidare till granskning.",
        "The passport copy is approved. The student goes on to review.");

    public static DeskResult Rejected() => new DeskResult.Done(
        "Passkopian är avvisad. Studieadministratören får ett mejl med skälet.",
        "The passport copy is rejected. The study administrator gets a mail with the reason.");

    public static DeskResult NotAwaited() => new DeskResult.Refused(
        "COPY-001",
        "Ärendet väntar inte på någon passkopia. Kontrollera var det står.",
        "The case isn't waiting for a passport copy. See where it stands.");

    public static DeskResult WrongFormat() => new DeskResult.Refused(
        "COPY-002",
        "Filen är inte PDF, JPEG eller PNG. Skanna eller fotografera kopian och skicka den i något av de formaten.",
        "The file isn't PDF, JPEG or PNG. Scan or photograph the copy, and send it in one of those formats.");

    public static DeskResult TooLarge(int megabytes) => new DeskResult.Refused(
        "COPY-003",
        $"Filen är större än {megabytes} MB. Skanna med lägre upplösning.",
        $"The file is larger than {megabytes} MB. Scan it with a lower resolution.");

    public static DeskResult WrongDate() => new DeskResult.Refused(
        "COPY-004",
        "Datumet för vidimeringen kan inte stämma: det ligger i framtiden, eller före den dag då passet kan ha utfärdats. Skriv datumet som står på kopian.",
        "The date of the certification can't be right: it is in the future, or before the passport can have been issued. Give the date that stands on the copy.");

    public static DeskResult NotSigned() => new DeskResult.Refused(
        "COPY-005",
        "Kopian ska vara underskriven av en ansvarig lärare. Skicka en kopia med underskrift.",
        "The copy must be signed by a responsible teacher. Send a copy with a signature.");

    public static DeskResult NoCertifier() => new DeskResult.Refused(
        "COPY-006",
        "Namnförtydligande och telefonnummer till läraren som har vidimerat kopian saknas.",
        "The printed name and phone number of the teacher who has certified the copy are missing.");

    public static DeskResult PassportExpired(DateOnly validTo) => new DeskResult.Refused(
        "COPY-007",
        $"Passet gällde till {Iso(validTo)}. Skicka en kopia av ett giltigt pass.",
        $"The passport was valid until {Iso(validTo)}. Send a copy of a valid passport.");

    public static DeskResult AlreadyDecided() => new DeskResult.Refused(
        "COPY-008",
        "Det finns redan ett beslut om kopian, eller en nyare kopia. Läs in sidan igen.",
        "The copy has been decided already, or there is a newer one. Load the page again.");

    public static DeskResult Erased() => new DeskResult.Refused(
        "COPY-009",
        "Kopian är raderad. Att den kontrollerades, av vem och när finns kvar.",
        "The copy is erased. That it was verified, by whom and when, is kept.");

    public static DeskResult NoReason() => new DeskResult.Refused(
        "COPY-010",
        "Skriv vad som är fel med kopian: studieadministratören får skälet.",
        "Say what is wrong with the copy: the study administrator gets the reason.");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

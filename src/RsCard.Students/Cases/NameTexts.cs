using RsCard.Students.Cards;

namespace RsCard.Students.Cases;

/// <summary>What whoever reports or decides on a name is told (D-32), in Swedish and English.</summary>
internal static class NameTexts
{
    public static DeskResult Reported() => new DeskResult.Done(
        "Namnet är anmält. HSA-gruppen beslutar.",
        "The name is reported. The HSA team decides.");

    public static DeskResult Approved() => new DeskResult.Done(
        "Namnet är godkänt. Katalogen ändras, och studenten får mejl om nytt kort.",
        "The name is approved. The directory is changed, and the student gets a mail about a new card.");

    public static DeskResult Rejected() => new DeskResult.Done(
        "Namnet är avslaget. Studieadministratören får skälet.",
        "The name is rejected. The study administrator gets the reason.");

    public static DeskResult NothingToDecide() => new DeskResult.Refused(
        "NAME-001",
        "Inget namn väntar på beslut för studenten.",
        "No name waits for a decision on the student.");

    public static DeskResult NotAName() => new DeskResult.Refused(
        "NAME-002",
        "Skriv förnamn och efternamn, högst 100 tecken vardera, utan siffror.",
        "Write given name and family name, at most 100 characters each, without digits.");

    public static DeskResult SameName() => new DeskResult.Refused(
        "NAME-003",
        "Studenten heter redan så.",
        "That is the student's name already.");

    public static DeskResult NoOpenCase() => new DeskResult.Refused(
        "NAME-004",
        "Studenten har inget ärende som pågår. Anmäl namnet med nästa lista.",
        "The student has no case that goes on. Report the name with the next list.");

    public static DeskResult AnotherName() => new DeskResult.Refused(
        "NAME-005",
        "Ett annat namn har anmälts sedan sidan visades. Läs det nya namnet och besluta om det.",
        "Another name has been reported since the page was shown. Read the new name and decide on that.");
}

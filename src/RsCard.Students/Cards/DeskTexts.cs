using System.Globalization;

namespace RsCard.Students.Cards;

/// <summary>What the counter is told, in Swedish and English.</summary>
internal static class DeskTexts
{
    private const string OldSwedish = " Ta emot det gamla kortet och klipp det: det är registrerat som återlämnat.";
    private const string OldEnglish = " Take the old card and cut it: it is registered as returned.";

    public static DeskResult Photographed(string station, DateOnly expected) => new DeskResult.Done(
        $"Fotot är registrerat. Kortet väntas till {station} tidigast {Iso(expected)}.",
        $"The photo is registered. The card is expected at {station} on {Iso(expected)} at the earliest.");

    public static DeskResult PhotographedForHome(DateOnly expected) => new DeskResult.Done(
        $"Fotot är registrerat. Kortet skickas hem till studenten tidigast {Iso(expected)}, och aktiveras på valfri kortstation.",
        $"The photo is registered. The card is sent to the student's home on {Iso(expected)} at the earliest, and activated at any card station.");

    public static DeskResult StillHeld() => new DeskResult.Refused(
        "STATION-008",
        "Något som just registrerades för studenten kan ännu ångras. Ångra det, eller vänta tills det är verkställt.",
        "Something that was just registered for the student can still be undone. Undo it, or wait until it is carried out.");

    public static DeskResult SentBack() => new DeskResult.Done(
        "Ärendet är tillbaka hos HSA-gruppen. Studenten får ett mejl när det är rättat.",
        "The case is back with the HSA team. The student gets a mail when it has been put right.");

    public static DeskResult Arrived() => new DeskResult.Done("Kortet är registrerat som ankommet.", "The card is registered as arrived.");

    /// <param name="isMailed">Before the month is over nobody was told a day, so nobody is told another: the status page has it.</param>
    public static DeskResult Delayed(DateOnly date, bool isMailed) => isMailed
        ? new DeskResult.Done(
            $"Förseningen är registrerad. Studenten får ett mejl med det nya datumet {Iso(date)}.",
            $"The delay is registered. The student gets a mail with the new date, {Iso(date)}.")
        : new DeskResult.Done(
            $"Förseningen är registrerad. Studenten ser det nya datumet {Iso(date)} på sin sida.",
            $"The delay is registered. The student's page shows the new date, {Iso(date)}.");

    /// <param name="takesOld">A card that this one takes the place of is registered as returned.</param>
    public static DeskResult HandedOver(bool takesOld) => new DeskResult.Done(
        "Kortet är utlämnat." + (takesOld ? OldSwedish : ""),
        "The card is handed over." + (takesOld ? OldEnglish : ""));

    /// <param name="takesOld">As in <see cref="HandedOver"/>.</param>
    public static DeskResult Activated(bool takesOld) => new DeskResult.Done(
        "Kortet är aktiverat." + (takesOld ? OldSwedish : ""),
        "The card is activated." + (takesOld ? OldEnglish : ""));

    public static DeskResult Transferred(string station, DateOnly day) => new DeskResult.Done(
        $"Kortet är beställt till {station} och väntas tidigast {Iso(day)}. Studenten får mejl.",
        $"The card is asked for at {station} and expected on {Iso(day)} at the earliest. The student gets a mail.");

    public static DeskResult OtherStation(string station) => new DeskResult.Refused(
        "STATION-001",
        $"Kortet ska hämtas där fotot togs: {station}. Hänvisa studenten dit.",
        $"The card is fetched where the photo was taken: {station}. Send the student there.");

    public static DeskResult TooEarly(DateOnly day) => new DeskResult.Refused(
        "STATION-002",
        $"Kortet kan lämnas ut tidigast {Iso(day)}.",
        $"The card can be handed over on {Iso(day)} at the earliest.");

    public static DeskResult NothingToDo(string what) => new DeskResult.Refused(
        "STATION-003",
        what switch
        {
            "photo" => "Studenten väntar inte på foto. Kontrollera var ärendet står.",
            "pickup" => "Studenten har inget kort att hämta. Kontrollera var ärendet står.",
            "activation" => "Studenten har inget kort att aktivera. Kontrollera var ärendet står.",
            _ => "Studenten har inget kort på väg som det gäller. Kontrollera var ärendet står.",
        },
        what switch
        {
            "photo" => "The student isn't waiting for a photo. See where the case stands.",
            "pickup" => "The student has no card to fetch. See where the case stands.",
            "activation" => "The student has no card to activate. See where the case stands.",
            _ => "The student has no such card on its way. See where the case stands.",
        });

    public static DeskResult DocumentNotValid(IdDocument document) => new DeskResult.Refused(
        "STATION-004",
        $"ID-handlingen gäller inte (sista dag {Iso(document.ValidTo)}). Be om en giltig ID-handling.",
        $"The ID document isn't valid (last day {Iso(document.ValidTo)}). Ask for a valid one.");

    public static DeskResult NotAPicture() => new DeskResult.Refused(
        "STATION-010",
        "Bilden kan inte läsas. Ta om den, eller registrera fotot utan bild.",
        "The picture can't be read. Take it again, or register the photo without one.");

    public static DeskResult NoSuchStation(string station) => new DeskResult.Refused(
        "STATION-007",
        $"Det finns ingen kortstation med koden {station}.",
        $"There is no card station with the code {station}.");

    public static DeskResult DateNotLater(DateOnly expected) => new DeskResult.Refused(
        "STATION-006",
        $"Det nya datumet ska vara senare än det väntade, {Iso(expected)}.",
        $"The new date must be later than the expected one, {Iso(expected)}.");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

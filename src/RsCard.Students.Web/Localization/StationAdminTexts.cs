namespace RsCard.Students.Web.Localization;

/// <summary>The pages where card stations are kept.</summary>
public static class StationAdminTexts
{
    public static readonly Phrase Title = new("Kortstationer", "Card stations");
    public static readonly Phrase New = new("Ny kortstation", "New card station");
    public static readonly Phrase Empty = new("Det finns ingen kortstation än. Utan en kan ingen fotograferas.", "There is no card station yet. Without one nobody can be photographed.");
    public static readonly Phrase Address = new("Adress", "Address");
    public static readonly Phrase Hours = new("Öppettider", "Opening hours");
    public static readonly Phrase NoHours = new("inga öppettider", "no opening hours");
    public static readonly Phrase Closed = new("Stängda dagar", "Closed days");
    public static readonly Phrase ClosedSoon = new("Stängt framöver", "Closed ahead");
    public static readonly Phrase CodeHint = new(
        "Kan inte ändras sedan. Gruppen card-station-KOD i katalogen ger rollen vid stationen.",
        "Can't be changed later. The group card-station-CODE in the directory gives the role at the station.");

    public static readonly Phrase IsActive = new("Studenterna får veta om stationen", "Students are told of the station");
    public static readonly Phrase InactiveHint = new(
        "En station som är ur bruk visas inte för studenter, men de kort som väntar där kan hämtas.",
        "A station that isn't in use isn't shown to students, but cards that wait there can be fetched.");

    public static readonly Phrase HoursHint = new(
        "Till exempel 8–16, eller 8–12, 13–16:30. Tomt betyder stängt. På helgdagar är det alltid stängt.",
        "For example 8–16, or 8–12, 13–16:30. Empty means closed. On public holidays it is always closed.");

    public static readonly Phrase Unread = new("Förut stod det: {0}", "Before, it said: {0}");
    public static readonly Phrase HoursWrong = new("{0}: skriv tider som 8–16 eller 8–12, 13–16, som inte går in i varandra.", "{0}: type times like 8–16 or 8–12, 13–16 that don't overlap.");
    public static readonly Phrase ClosedHint = new("En dag eller en tid. Töm datumen för att ta bort raden. Spara för att få fler tomma rader.", "A day or a time. Empty the dates to take a row away. Save to get more empty rows.");
    public static readonly Phrase ClosedRow = new("Stängt {0}", "Closed {0}");
    public static readonly Phrase First = new("Från och med", "From");
    public static readonly Phrase Last = new("Till och med", "Until");
    public static readonly Phrase Why = new("Varför", "Why");
    public static readonly Phrase ClosedWrong = new("Stängt {0}: skriv en första dag, och ingen sista dag före den.", "Closed {0}: type a first day, and no last day before it.");
    public static readonly Phrase ClosedTwice = new("Stängt {0}: dagarna står redan på en annan rad.", "Closed {0}: the days stand in another row already.");
    public static readonly Phrase WhyTooLong = new("Stängt {0}: skriv högst {1} tecken.", "Closed {0}: type at most {1} characters.");

    private static readonly Dictionary<DayOfWeek, Phrase> Days = new()
    {
        [DayOfWeek.Monday] = new("Måndag", "Monday"),
        [DayOfWeek.Tuesday] = new("Tisdag", "Tuesday"),
        [DayOfWeek.Wednesday] = new("Onsdag", "Wednesday"),
        [DayOfWeek.Thursday] = new("Torsdag", "Thursday"),
        [DayOfWeek.Friday] = new("Fredag", "Friday"),
        [DayOfWeek.Saturday] = new("Lördag", "Saturday"),
        [DayOfWeek.Sunday] = new("Söndag", "Sunday"),
    };

    public static Phrase DayOf(DayOfWeek day) => Days[day];
}

using RsCard.Students.Students;

namespace RsCard.Students.Web.Localization;

/// <summary>The page of the office's working days (D-61).</summary>
public static class CalendarTexts
{
    public static readonly Phrase Title = new("Arbetsdagar", "Working days");
    public static readonly Phrase Intro = new(
        "Lördagar, söndagar och helgdagar räknas ut. Här läggs de dagar till då kontoret också är stängt, till exempel aftnar och klämdagar.",
        "Saturdays, Sundays and public holidays are reckoned. Here are added the days on which the office is closed as well, eves and days between holidays for example.");

    public static readonly Phrase Counts = new(
        "En ändring gäller det som räknas från och med nu: nya sista dagar i arbetsdagar, prognoser, påminnelser och ärenden som återupptas efter ett uppehåll. Steg som redan är öppna behåller sin sista dag. Andra noder vet om ändringen inom några sekunder.",
        "A change counts in what is reckoned from now on: new due dates in working days, forecasts, reminders and cases that go on after a break. Steps that are open already keep their due date. Other nodes know of the change within seconds.");

    public static readonly Phrase Year = new("Dagar {0} som inte är arbetsdagar, utöver lördagar och söndagar", "Days of {0} that aren't working days, besides Saturdays and Sundays");
    public static readonly Phrase WorkingDays = new("{0} har {1} arbetsdagar.", "{0} has {1} working days.");
    public static readonly Phrase Day = new("Dag", "Day");
    public static readonly Phrase Weekday = new("Veckodag", "Weekday");
    public static readonly Phrase What = new("Vad", "What");
    public static readonly Phrase From = new("Kommer från", "Comes from");
    public static readonly Phrase Reckoned = new("helgdag, räknas ut", "public holiday, reckoned");
    public static readonly Phrase FromSettings = new("inställningarna (Process:ClosedDays)", "the settings (Process:ClosedDays)");
    public static readonly Phrase AddedBy = new("tillagd av {0} {1}", "added by {0} {1}");
    public static readonly Phrase Closed = new("stängt", "closed");
    public static readonly Phrase EveryYear = new("varje år", "every year");
    public static readonly Phrase Remove = new("Ta bort", "Take away");
    public static readonly Phrase RemoveEveryYear = new("Ta bort för alla år", "Take away for all years");
    public static readonly Phrase Add = new("Lägg till en stängd dag", "Add a closed day");
    public static readonly Phrase Repeats = new("Varje år på samma datum", "Every year on the same date");
    public static readonly Phrase Why = new("Varför", "Why");
    public static readonly Phrase Usual = new("Vanliga aftnar", "Usual eves");
    public static readonly Phrase AddEve = new("Stäng {0} varje år", "Close {0} every year");
    public static readonly Phrase DayMissing = new("Skriv en dag, till exempel {0}.", "Type a day, {0} for example.");
    public static readonly Phrase FreeAlready = new("{0} är redan ledig: {1}.", "{0} is free already: {1}.");
    public static readonly Phrase Weekend = new("lördag eller söndag", "Saturday or Sunday");
    public static readonly Phrase IsClosed = new("{0} är stängd i det som räknas från och med nu. {1} öppna steg har den dagen som sista dag och behåller den.", "{0} is closed in what is reckoned from now on. {1} open steps are due on that day and stay so.");
    public static readonly Phrase IsOpen = new("{0} är en arbetsdag igen i det som räknas från och med nu.", "{0} is a working day again in what is reckoned from now on.");
    public static readonly Phrase Gone = new("{0} var redan borttagen.", "{0} was taken away already.");
    public static readonly Phrase About = new("Helgdagar, aftnar och dagar då kontoret är stängt.", "Holidays, eves and days on which the office is closed.");

    private static readonly Dictionary<string, Phrase> Holidays = new(StringComparer.Ordinal)
    {
        ["01-01"] = new("nyårsdagen", "New Year's Day"),
        ["01-06"] = new("trettondedag jul", "Epiphany"),
        ["05-01"] = new("första maj", "May Day"),
        ["06-06"] = new("nationaldagen", "the National Day"),
        ["12-25"] = new("juldagen", "Christmas Day"),
        ["12-26"] = new("annandag jul", "Boxing Day"),
        ["easter-2"] = new("långfredagen", "Good Friday"),
        ["easter+0"] = new("påskdagen", "Easter Sunday"),
        ["easter+1"] = new("annandag påsk", "Easter Monday"),
        ["easter+39"] = new("Kristi himmelsfärdsdag", "Ascension Day"),
        ["easter+49"] = new("pingstdagen", "Whit Sunday"),
        ["midsummer"] = new("midsommardagen", "Midsummer Day"),
        ["saints"] = new("alla helgons dag", "All Saints' Day"),
    };

    private static readonly Dictionary<string, Phrase> Eves = new(StringComparer.Ordinal)
    {
        ["midsummer-eve"] = new("midsommarafton", "Midsummer's Eve"),
        ["12-24"] = new("julafton", "Christmas Eve"),
        ["12-31"] = new("nyårsafton", "New Year's Eve"),
    };

    /// <summary>The eves that most offices keep, as the calendar has them.</summary>
    public static IReadOnlyCollection<string> UsualEves => Eves.Keys;

    /// <summary>What a day of the calendar is called: an eve by its name, another as it stands.</summary>
    public static Phrase NameOf(string closedDay) => Eves.GetValueOrDefault(closedDay, new(closedDay, closedDay));

    /// <summary>What a public holiday is called.</summary>
    public static Phrase HolidayOf(DateOnly day)
    {
        var fixedDay = Holidays.GetValueOrDefault($"{day:MM-dd}");
        var easter = Holidays.GetValueOrDefault(FormattableString.Invariant($"easter{day.DayNumber - SwedishWorkingDays.EasterSunday(day.Year).DayNumber:+0;-0;+0}"));
        return easter ?? fixedDay ?? Holidays[day.Month <= 6 ? "midsummer" : "saints"];
    }
}

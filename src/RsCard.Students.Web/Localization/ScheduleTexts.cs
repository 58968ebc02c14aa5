using System.Globalization;

namespace RsCard.Students.Web.Localization;

/// <summary>When a job recurs, in plain words.</summary>
public static class ScheduleTexts
{
    public static readonly Phrase EveryMinute = new("varje minut", "every minute");
    public static readonly Phrase EveryMinutes = new("var {0}:e minut", "every {0} minutes");
    public static readonly Phrase EveryHour = new("en gång i timmen", "once an hour");
    public static readonly Phrase Daily = new("varje dag kl. {0}", "every day at {0}");
    public static readonly Phrase WeekDays = new("måndag–fredag kl. {0}", "Monday–Friday at {0}");
    public static readonly Phrase Weekly = new("varje {0} kl. {1}", "every {0} at {1}");
    public static readonly Phrase Monthly = new("den {0} varje månad kl. {1}", "on day {0} of each month at {1}");
    public static readonly Phrase And = new("{0} och {1}", "{0} and {1}");

    private static readonly Dictionary<string, Phrase> WeekdayNames = new(StringComparer.Ordinal)
    {
        ["0"] = new("söndag", "Sunday"),
        ["1"] = new("måndag", "Monday"),
        ["2"] = new("tisdag", "Tuesday"),
        ["3"] = new("onsdag", "Wednesday"),
        ["4"] = new("torsdag", "Thursday"),
        ["5"] = new("fredag", "Friday"),
        ["6"] = new("lördag", "Saturday"),
        ["7"] = new("söndag", "Sunday"),
    };

    /// <param name="schedule">As the settings have it.</param>
    /// <returns>The schedule itself where it is more than this can say.</returns>
    public static Phrase Of(string schedule) => schedule.Split(' ') switch
    {
        ["every", "1", _] => EveryMinute,
        ["every", "60", _] => EveryHour,
        ["every", var minutes, _] => EveryMinutes.With(minutes),
        [var minute, var hours, var day, "*", var weekday] when Clocks(minute, hours) is { } at => (day, weekday) switch
        {
            ("*", "*") => Daily.With(at),
            ("*", "1-5") => WeekDays.With(at),
            ("*", _) when WeekdayNames.TryGetValue(weekday, out var name) => Weekly.With(name, at),
            (_, "*") when int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out _) => Monthly.With(day, at),
            _ => new(schedule, schedule),
        },
        _ => new(schedule, schedule),
    };

    /// <returns>Null where the times can't be told one by one.</returns>
    private static Phrase? Clocks(string minute, string hours)
    {
        var times = hours.Split(',').Select(hour => Clock(hour, minute)).ToList();
        return times.Contains(null) ? null : times.OfType<Phrase>().Aggregate((all, next) => And.With(all, next));
    }

    private static Phrase? Clock(string hour, string minute) =>
        int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var h) && int.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            ? string.Create(CultureInfo.InvariantCulture, $"{h:00}:{m:00}") is var at ? new Phrase(at, at) : null
            : null;
}

using System.Globalization;
using Quartz;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>Reads the schedules of <see cref="RecurringJobOptions.Schedules"/>.</summary>
public static class Timetable
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <returns>What is wrong with a schedule; null where nothing is.</returns>
    public static string? ProblemOf(string schedule) => Find(schedule) is null
        ? $"expected a schedule to be 'every N minutes' where N divides 60, or the five fields of a crontab line with hours other than 2 and *, got '{schedule}'"
        : null;

    /// <returns>UTC.</returns>
    /// <exception cref="FormatException">The schedule can't be read.</exception>
    public static DateTimeOffset? NextAfter(string schedule, DateTimeOffset instant) => Read(schedule).GetNextValidTimeAfter(instant);

    /// <exception cref="FormatException">The schedule can't be read.</exception>
    internal static CronExpression Read(string schedule) => Find(schedule) ?? throw new FormatException(ProblemOf(schedule));

    private static CronExpression? Find(string schedule)
    {
        if (schedule.Split(' ') is ["every", var number, "minutes" or "minute"])
        {
            // In UTC, where no hour is skipped or repeated.
            return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 60 && 60 % minutes == 0
                ? CronExpression.Parse(minutes == 60 ? "0 0 * * * ?" : $"0 0/{minutes} * * * ?").WithTimeZone(TimeZoneInfo.Utc)
                : null;
        }

        return schedule.Split(' ') is [_, var hours, _, _, _] && KeepsOutOfTheChange(hours) && CronExpression.TryParse(schedule, CronFormat.Unix, out var cron)
            ? cron.WithTimeZone(Stockholm)
            : null;
    }

    /// <summary>Hours as plain numbers and ranges, none of them 2: that hour isn't there in March, and is there twice in October.</summary>
    private static bool KeepsOutOfTheChange(string hours) => hours.Split(',').All(part =>
        part.Split('-') switch
        {
            [var one] => Hour(one) is { } hour && hour != 2,
            [var from, var to] => Hour(from) is { } first && Hour(to) is { } last && (first > 2 || last < 2),
            _ => false,
        });

    private static int? Hour(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24 ? hour : null;
}

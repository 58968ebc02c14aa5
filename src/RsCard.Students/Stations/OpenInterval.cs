using System.Globalization;

namespace RsCard.Students.Stations;

/// <summary>A time of a day in which a station is open. Local time; <see cref="Closes"/> is later than <see cref="Opens"/>.</summary>
public readonly record struct OpenInterval(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>Reads <c>8–16</c>, <c>08:00-16:30</c>, <c>8.30–12</c>.</summary>
    /// <returns>Null for anything else, and where it ends before it begins.</returns>
    public static OpenInterval? Read(string text) =>
        text.Split('–', '-') is [var from, var to] && Clock(from) is { } opens && Clock(to) is { } closes && closes > opens ? new(opens, closes) : null;

    /// <summary>As <see cref="Read"/> takes it: <c>8–16:30</c>.</summary>
    public override string ToString() => $"{Short(Opens)}–{Short(Closes)}";

    private static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text.Trim().Replace('.', ':'), ["H:mm", "HH:mm", "HH", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) ? clock : null;

    private static string Short(TimeOnly clock) => clock.ToString(clock.Minute == 0 ? "%H" : "H:mm", CultureInfo.InvariantCulture);
}

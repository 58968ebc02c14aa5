using System.Globalization;

namespace RsCard.Students.Stations;

/// <summary>Opening hours and closed days as people read them, in Swedish and English.</summary>
public static class HoursText
{
    private const string English = "en";

    private static readonly string[] SwedishDays = ["mån", "tis", "ons", "tor", "fre", "lör", "sön"];
    private static readonly string[] EnglishDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <param name="language"><c>en</c>, otherwise Swedish.</param>
    /// <returns>For example <c>mån–fre 8–12 och 13–16, lör 10–13</c>, <c>Mon–Fri 8:00–12:00 and 13:00–16:00</c>; empty where there are none.</returns>
    public static string Of(OpeningHours hours, string language)
    {
        var and = language == English ? " and " : " och ";
        return string.Join(", ", hours.Groups().Select(group => $"{Days(group.Days, language)} {string.Join(and, group.Times.Select(time => Of(time, language)))}"));
    }

    /// <summary>The hours of a station, or what stands there instead of hours that can be read.</summary>
    public static string Of(CardStation station, string language) => station.Hours.IsEmpty ? station.UnreadHours : Of(station.Hours, language);

    /// <returns>For example <c>8–16</c>, <c>8:00–16:00</c>.</returns>
    public static string Of(OpenInterval time, string language) =>
        language == English ? string.Create(CultureInfo.InvariantCulture, $"{time.Opens:H:mm}–{time.Closes:H:mm}") : time.ToString();

    /// <returns>For example <c>2026-12-21–2027-01-06</c>, or the one day.</returns>
    public static string Of(ClosedSpan closed) => closed.First == closed.Last ? Day(closed.First) : $"{Day(closed.First)}–{Day(closed.Last)}";

    internal static DayOfWeek? DayOf(string text) =>
        Array.FindIndex(SwedishDays, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is var place and >= 0 ? OpeningHours.Week[place] : null;

    private static string Days(IReadOnlyList<DayOfWeek> days, string language)
    {
        var names = language == English ? EnglishDays : SwedishDays;
        var (first, last) = (names[((int)days[0] + 6) % 7], names[((int)days[^1] + 6) % 7]);
        return days.Count == 1 ? first : $"{first}–{last}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

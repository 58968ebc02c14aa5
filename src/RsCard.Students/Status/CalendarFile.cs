using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RsCard.Students.Status;

/// <summary>
/// Whole days for a calendar: a file of RFC 5545, as little of it as every calendar takes. A day without time or zone is that day
/// wherever the calendar is (3.3.4). Neither link, name nor number stands in it: calendars are shared.
/// </summary>
public static class CalendarFile
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>Octets of a line without its end (3.1).</summary>
    private const int MostOctets = 75;

    /// <param name="language">sv or en, of the texts.</param>
    /// <param name="now">When the file was made: of two files with the same day, a calendar takes the later (3.8.7.2).</param>
    public static byte[] Write(IReadOnlyList<CalendarDay> days, string language, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//RsCard.Students//Status//" + language.ToUpperInvariant());
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:PUBLISH");
        foreach (var day in days)
        {
            Line("BEGIN:VEVENT");
            Line("UID:" + day.Uid);
            Line("DTSTAMP:" + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            Line("DTSTART;VALUE=DATE:" + Day(day.Day));

            // Not included: the day after (3.6.1).
            Line("DTEND;VALUE=DATE:" + Day(day.Day.AddDays(1)));
            Line($"SUMMARY;LANGUAGE={language}:" + Escape(day.Summary));
            if (day.Place is { Length: > 0 } place)
                Line("LOCATION:" + Escape(place));

            // The day doesn't make its owner busy (3.8.2.7).
            Line("TRANSP:TRANSPARENT");
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string line) => Fold(text, line);
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Text as a value (3.3.11): what separates is escaped, a line break becomes <c>\n</c>, other control characters go.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var sign in text.ReplaceLineEndings("\n"))
        {
            _ = sign switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(sign),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(sign) => escaped,
                _ => escaped.Append(sign),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A long line goes on in the next after a blank (3.1), never within a character.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}

/// <summary>One day in somebody's calendar.</summary>
/// <param name="Uid">The same whenever the file is made anew (RFC 5545, 3.8.4.7): a day that has moved is moved in the calendar.</param>
/// <param name="Place">Null: nowhere.</param>
public sealed record CalendarDay(string Uid, DateOnly Day, string Summary, string? Place)
{
    /// <summary>A <see cref="Uid"/> that tells nothing of the case (RFC 7986, 5.3).</summary>
    /// <param name="what">What the day is to the case.</param>
    public static string UidOf(Guid caseId, string what) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId}/{what}")).AsSpan(0, 16)).ToString();
}

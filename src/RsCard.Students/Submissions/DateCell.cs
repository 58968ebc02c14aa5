using System.Globalization;
using System.Text.RegularExpressions;

namespace RsCard.Students.Submissions;

/// <summary>
/// A day as lists write it: <c>2027-01-18</c>, <c>20270118</c>, <c>18/1 2027</c> (or <c>18/1-2027</c>), and what a spreadsheet stores.
/// <c>1/5/2027</c> is refused: nobody can tell which number is the month.
/// </summary>
internal static partial class DateCell
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-M-d", "yyyyMMdd", "d/M yyyy", "d/M-yyyy", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss",
    ];

    /// <summary>The day number that a spreadsheet stores, from 2000-01-01 to 2099-12-31.</summary>
    private const int FirstSerial = 36526;
    private const int LastSerial = 73050;

    /// <summary>Null where the text isn't a day in one of the forms.</summary>
    internal static DateOnly? Find(string text)
    {
        var plain = Dashes().Replace(text, "-");
        if (DateTime.TryParseExact(plain, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200)
            return DateOnly.FromDateTime(day);
        return plain.Length == 5 && int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial
            ? DateOnly.FromDateTime(DateTime.FromOADate(serial))
            : null;
    }

    [GeneratedRegex(@"[\p{Pd}\u2212]", RegexOptions.CultureInvariant)]
    private static partial Regex Dashes();
}

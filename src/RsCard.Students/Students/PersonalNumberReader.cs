using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RsCard.Students.Students;

/// <summary>Why a text isn't a personal number that we take (D-50, D-51).</summary>
public enum PersonalNumberFault
{
    /// <summary>Not the shape of a number.</summary>
    Format,

    /// <summary>Seven to nine digits, as a spreadsheet leaves them, and the check digit doesn't hold with zeros before them.</summary>
    LostZeros,

    /// <summary>The first digits are no day in the calendar, or a day to come.</summary>
    Date,

    /// <summary>The last digit is wrong.</summary>
    Checksum,

    /// <summary>A university's own interim number, such as <c>880527-T281</c>.</summary>
    Interim,

    /// <summary>A reserve number of health care: letters inside, month over 12, leading 99.</summary>
    Reserve,

    /// <summary>Ten digits that give a person under 15 or over 100 years.</summary>
    Ambiguous,
}

/// <summary>What a text turned out to be.</summary>
public abstract record PersonalNumberReading
{
    private PersonalNumberReading()
    {
    }

    public sealed record Valid(PersonalNumber Number) : PersonalNumberReading;

    public sealed record Refused(PersonalNumberFault Fault) : PersonalNumberReading;
}

/// <summary>
/// Reads a number as people write it: ten or twelve digits, with or without a sign before the last four, spaces anywhere,
/// any dash for a hyphen, and what a spreadsheet makes of it (lost leading zeros, a trailing <c>.0</c>).
/// </summary>
public static partial class PersonalNumberReader
{
    private const int FirstReserveCentury = 22;

    /// <param name="today">The day in Stockholm: a number without century is reckoned from it.</param>
    public static PersonalNumberReading Read(string text, DateOnly today)
    {
        var written = Clean(text);
        if (InterimShape().IsMatch(written))
            return Refused(PersonalNumberFault.Interim);
        if (ReserveShape().IsMatch(written))
            return Refused(PersonalNumberFault.Reserve);
        if (ShortenedShape().IsMatch(written))
            return WithLostZeros(written, today);

        var shape = NumberShape().Match(written);
        if (!shape.Success)
            return Refused(PersonalNumberFault.Format);
        var century = shape.Groups["century"];
        var ten = shape.Groups["date"].Value + shape.Groups["last"].Value;
        return century.Success
            ? Twelve(century.Value, ten, today)
            : Ten(ten, shape.Groups["sign"].Value == "+", today);
    }

    /// <summary>What two spellings of one number share, also where it can't be read: upper case, letters and digits alone.</summary>
    public static string Key(string text) => string.Concat(Clean(text).Where(char.IsAsciiLetterOrDigit));

    private static PersonalNumberReading WithLostZeros(string digits, DateOnly today)
    {
        var reading = Ten(digits.PadLeft(10, '0'), isOlder: false, today);
        return reading is PersonalNumberReading.Valid or PersonalNumberReading.Refused { Fault: PersonalNumberFault.Ambiguous }
            ? reading
            : Refused(PersonalNumberFault.LostZeros);
    }

    private static PersonalNumberReading Twelve(string century, string ten, DateOnly today)
    {
        if (int.Parse(century, CultureInfo.InvariantCulture) >= FirstReserveCentury || HasReserveMonth(ten))
            return Refused(PersonalNumberFault.Reserve);
        var digits = century + ten;
        return PersonalNumber.FindBirthDate(digits) is { } birthDate && birthDate <= today
            ? Checked(digits)
            : Refused(PersonalNumberFault.Date);
    }

    private static PersonalNumberReading Ten(string ten, bool isOlder, DateOnly today)
    {
        if (HasReserveMonth(ten))
            return Refused(PersonalNumberFault.Reserve);
        var century = today.Year / 100;
        if (PersonalNumber.FindBirthDate($"{century}{ten}") is not { } candidate || candidate > today)
            century--;
        if (isOlder)
            century--;
        if (PersonalNumber.FindBirthDate($"{century}{ten}") is not { } birthDate)
            return Refused(PersonalNumberFault.Date);

        var reading = Checked($"{century}{ten}");
        return reading is PersonalNumberReading.Valid && PersonalNumber.AgeOn(birthDate, today) is < 15 or > 100
            ? Refused(PersonalNumberFault.Ambiguous)
            : reading;
    }

    private static PersonalNumberReading Checked(string digits) => PersonalNumber.HasRightCheckDigit(digits)
        ? new PersonalNumberReading.Valid(PersonalNumber.FromDigits(digits))
        : Refused(PersonalNumberFault.Checksum);

    private static bool HasReserveMonth(string ten) => int.Parse(ten.AsSpan(2, 2), CultureInfo.InvariantCulture) > 12;

    private static PersonalNumberReading.Refused Refused(PersonalNumberFault fault) => new(fault);

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
                continue;
            clean.Append(IsDash(c) ? '-' : char.ToUpperInvariant(c));
        }

        return DecimalTail().Replace(clean.ToString().TrimStart('\''), "${digits}");
    }

    private static bool IsDash(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c == '\u2212';

    [GeneratedRegex(@"^(?<digits>[0-9]{7,12})[.,]0+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex DecimalTail();

    [GeneratedRegex(@"^(?<century>[0-9]{2})?(?<date>[0-9]{6})(?<sign>[-+])?(?<last>[0-9]{4})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NumberShape();

    [GeneratedRegex(@"^[0-9]{7,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortenedShape();

    [GeneratedRegex(@"^([0-9]{2})?[0-9]{6}[-+]?[A-Z][0-9]{3}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex InterimShape();

    /// <summary>Ten or twelve characters with a letter among at least six digits, a sign perhaps before the last four.</summary>
    [GeneratedRegex(@"^(?=.*[A-Z])(?=([^0-9]*[0-9]){6})([0-9A-Z]{2})?[0-9A-Z]{6}[-+]?[0-9A-Z]{4}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ReserveShape();
}

using System.Globalization;

namespace RsCard.Students.Students;

/// <summary>
/// A personal or coordination number (D-50): 12 digits with century 18, 19 or 20, a real date, and a check digit that holds.
/// Text that people wrote becomes one through <see cref="PersonalNumberReader"/>.
/// </summary>
public sealed record PersonalNumber
{
    private const int CoordinationDayOffset = 60;

    private PersonalNumber(string digits, DateOnly birthDate)
    {
        Digits = digits;
        BirthDate = birthDate;
    }

    /// <summary>12 digits, without sign.</summary>
    public string Digits { get; }

    /// <summary>For a coordination number the day less 60.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>Such a person takes the path of foreign students (D-27).</summary>
    public bool IsCoordinationNumber => DayOf(Digits) > CoordinationDayOffset;

    /// <summary>For lists: the birth date without the last four, <c>640823-****</c>.</summary>
    public string Masked => $"{Digits[2..8]}-****";

    /// <summary>Opens a stored number.</summary>
    /// <exception cref="FormatException">It isn't 12 digits that hold. The message doesn't tell the number.</exception>
    public static PersonalNumber FromDigits(string digits) =>
        digits is { Length: 12 } && digits.All(char.IsAsciiDigit) && FindBirthDate(digits) is { } birthDate && HasRightCheckDigit(digits)
            ? new PersonalNumber(digits, birthDate)
            : throw new FormatException("Expected 12 digits of a personal or coordination number.");

    /// <summary><c>YYMMDD-NNNN</c>, with <c>+</c> from the year in which the person turns 100.</summary>
    public string Display(DateOnly today) =>
        $"{Digits[2..8]}{(today.Year - BirthDate.Year >= 100 ? '+' : '-')}{Digits[8..]}";

    /// <summary>Whole years on that day.</summary>
    public int AgeOn(DateOnly day) => AgeOn(BirthDate, day);

    /// <summary>Keeps a stray interpolation from printing a number into a log (D-41).</summary>
    public override string ToString() => "PersonalNumber (not shown)";

    internal static int AgeOn(DateOnly birthDate, DateOnly day)
    {
        var age = day.Year - birthDate.Year;
        return birthDate > day.AddYears(-age) ? age - 1 : age;
    }

    /// <summary>Null where the first eight of these 12 digits aren't a date in century 18 to 20, with or without day + 60.</summary>
    internal static DateOnly? FindBirthDate(string digits)
    {
        var year = int.Parse(digits.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var month = int.Parse(digits.AsSpan(4, 2), CultureInfo.InvariantCulture);
        var day = DayOf(digits);
        if (day > CoordinationDayOffset)
            day -= CoordinationDayOffset;
        var exists = year is >= 1800 and < 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return exists ? new DateOnly(year, month, day) : null;
    }

    /// <summary>Luhn over the last ten of these 12 digits, weights 2, 1, 2, …</summary>
    internal static bool HasRightCheckDigit(string digits) => digits[11] - '0' == CheckDigit(digits.AsSpan(2, 9));

    /// <summary>The digit that completes these nine.</summary>
    internal static int CheckDigit(ReadOnlySpan<char> nineDigits)
    {
        var sum = 0;
        for (var i = 0; i < nineDigits.Length; i++)
        {
            var product = (nineDigits[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product > 9 ? product - 9 : product;
        }

        return (10 - sum % 10) % 10;
    }

    private static int DayOf(string digits) => int.Parse(digits.AsSpan(6, 2), CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RsCard.Students.ReserveCards;

/// <summary>Serial numbers of reserve cards, as typed or scanned.</summary>
public static partial class CardSerial
{
    /// <summary>So many come to a station at once at most: a range that is larger is a slip of the keyboard.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>Upper case, without spaces; null where it isn't 4–40 letters, digits and hyphens.</summary>
    public static string? Find(string? text)
    {
        var serial = string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
        return Shape().IsMatch(serial) ? serial : null;
    }

    /// <summary>All from the first to the last, which differ in the number at their end alone; null where they don't, or where they are too many.</summary>
    public static IReadOnlyList<string>? Range(string first, string last)
    {
        if (Find(first) is not { } from || Find(last) is not { } to || from.Length != to.Length)
            return null;

        var (start, end) = (Tail().Match(from), Tail().Match(to));
        if (!start.Success || !end.Success || start.Index != end.Index || from[..start.Index] != to[..end.Index])
            return null;

        var (low, high) = (Number(start.Value), Number(end.Value));
        return high < low || high - low >= MostAtOnce
            ? null
            : [.. Enumerable.Range(0, (int)(high - low) + 1).Select(step => from[..start.Index] + (low + step).ToString(CultureInfo.InvariantCulture).PadLeft(start.Length, '0'))];
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Z0-9-]{4,40}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();

    [GeneratedRegex("[0-9]{1,18}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();
}

using System.Globalization;

namespace RsCard.Students.DirectorySync;

/// <summary>Numbers of a sequence as RSid and HSA-id (D-52). Pure; the same number always gives the same text.</summary>
public static class IdentifierFormat
{
    /// <summary>
    /// The RSid of a sequence number (from 1): without leading zeros, so that no spreadsheet loses one. When 90 % of the numbers
    /// with so many digits are used, it goes on with one digit more.
    /// </summary>
    public static string RsId(long number, IdentifierOptions options)
    {
        var digits = options.RsIdDigits;
        var left = number - 1;
        while (true)
        {
            var first = Power(digits - 1);
            var room = 9 * first * 9 / 10;
            if (left < room)
                return (first + left).ToString(CultureInfo.InvariantCulture);

            left -= room;
            digits++;
        }
    }

    public static string HsaId(long number, IdentifierOptions options) =>
        $"SE{options.OrganisationNumber}-{options.HsaIdPrefix}{number.ToString("D6", CultureInfo.InvariantCulture)}";

    private static long Power(int exponent) => Enumerable.Repeat(10L, exponent).Aggregate(1L, (product, ten) => product * ten);
}

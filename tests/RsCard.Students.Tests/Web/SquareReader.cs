using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RsCard.Students.Tests.Web;

/// <summary>
/// Reads a QR code as a page draws it, on its own (ISO/IEC 18004): version 4, level M, capitals and digits, in parts. It corrects no errors: a drawing
/// has none.
/// </summary>
internal static partial class SquareReader
{
    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Margin = 4;
    private const int Side = 33;
    private const int BlocksOf4M = 2;
    private const int DataOf4M = 64;

    public static string Read(string page)
    {
        var dark = Rows(Drawing().Match(page).Groups["path"].Value);

        // The format beside the upper left corner: two bits of level, three of mask, then their check bits; all turned by a fixed pattern.
        var format = Enumerable.Range(0, 5).Aggregate(0, (bits, i) => (bits << 1) | (dark[8, i] ? 1 : 0)) ^ 0b10101;
        Assert.Equal(0b00, format >> 3);
        var mask = format & 0b111;
        var words = new List<byte>();
        var bits = 0;
        var count = 0;
        foreach (var (row, column) in Path())
        {
            bits = (bits << 1) | (dark[row, column] ^ IsMasked(mask, row, column) ? 1 : 0);
            if (++count % 8 != 0)
                continue;

            words.Add((byte)bits);
            bits = 0;
        }

        return Text([.. Enumerable.Range(0, BlocksOf4M).SelectMany(block => words.Take(DataOf4M).Where((_, at) => at % BlocksOf4M == block))]);
    }

    private static bool[,] Rows(string path)
    {
        var dark = new bool[Side, Side];
        var (row, at) = (0, 0);
        foreach (Match move in Moves().Matches(path))
        {
            var numbers = move.Groups["n"].Captures.Select(capture => double.Parse(capture.Value, CultureInfo.InvariantCulture)).ToArray();
            switch (move.Groups["go"].Value)
            {
                case "M":
                    (at, row) = ((int)numbers[0], (int)numbers[1]);
                    break;
                case "m":
                    at += (int)numbers[0];
                    break;
                default:
                    for (var i = 0; i < (int)numbers[0]; i++)
                        dark[row - Margin, at++ - Margin] = true;
                    break;
            }
        }

        return dark;
    }

    /// <summary>Two columns at a time from the right, up and down in turn, round what every code has.</summary>
    private static IEnumerable<(int Row, int Column)> Path()
    {
        var up = true;
        for (var right = Side - 1; right > 0; right -= right == 8 ? 3 : 2, up = !up)
        {
            var first = right == 7 ? 6 : right;
            for (var step = 0; step < Side; step++)
            {
                var row = up ? Side - 1 - step : step;
                foreach (var column in new[] { first, first - 1 })
                {
                    if (!IsFixed(row, column))
                        yield return (row, column);
                }
            }
        }
    }

    /// <summary>Finders with their format, timing, and the one alignment pattern of version 4 round (26, 26).</summary>
    private static bool IsFixed(int row, int column) =>
        (row < 9 && column < 9) || (row < 9 && column >= Side - 8) || (row >= Side - 8 && column < 9)
        || row == 6 || column == 6 || (row is >= 24 and <= 28 && column is >= 24 and <= 28);

    private static bool IsMasked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    /// <summary>Parts with a mode of their own, one after the other: digits in a row are written shorter than letters and digits mixed.</summary>
    private static string Text(byte[] data)
    {
        const int Ends = 0b0000, Digits = 0b0001, Letters = 0b0010;
        var at = 0;
        var text = new StringBuilder();
        while (true)
        {
            switch (Take(4))
            {
                case Ends:
                    return text.ToString();
                case Digits:
                    for (var length = Take(10); length > 0; length -= 3)
                        text.Append(Take(length switch { 1 => 4, 2 => 7, _ => 10 }).ToString(new string('0', Math.Min(length, 3)), CultureInfo.InvariantCulture));
                    break;
                case Letters:
                    var left = Take(9);
                    for (; left > 1; left -= 2)
                    {
                        var pair = Take(11);
                        text.Append(Signs[pair / 45]).Append(Signs[pair % 45]);
                    }

                    if (left == 1)
                        text.Append(Signs[Take(6)]);
                    break;
                case var mode:
                    Assert.Fail($"mode {mode} after '{text}'");
                    break;
            }
        }

        int Take(int bits)
        {
            var value = 0;
            for (var i = 0; i < bits; i++, at++)
                value = (value << 1) | ((data[at / 8] >> (7 - (at % 8))) & 1);
            return value;
        }
    }

    [GeneratedRegex("""<svg class="code"[^>]*><path d="(?<path>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"(?<go>[Mmh])(?<n>[\d.]+)( (?<n>[\d.]+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moves();
}

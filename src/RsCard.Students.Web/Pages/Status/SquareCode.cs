using System.Globalization;
using System.Text;
using QRCoder;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>
/// A QR code (ISO/IEC 18004) as one line of an SVG drawing: each row a stroke one unit high, with gaps where it is white. The ground is drawn
/// white by the page in every theme, with the four units of margin that a scanner needs.
/// </summary>
/// <param name="Size">Units of a side, margin included.</param>
/// <param name="Path">For a stroke one unit wide.</param>
public sealed record SquareCode(int Size, string Path)
{
    /// <summary>Holds 90 capitals and digits at level M; a text of any such length is drawn in the same size.</summary>
    private const int Version = 4;

    /// <param name="text">At most 90 capitals and digits: two take eleven bits, three digits in a row ten.</param>
    public static SquareCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, requestedVersion: Version);
        var path = new StringBuilder();
        var rows = data.ModuleMatrix;
        for (var row = 0; row < rows.Count; row++)
        {
            var at = -1;
            for (var column = 0; column < rows.Count; column++)
            {
                if (!rows[row][column])
                    continue;

                var begin = column;
                while (column < rows.Count && rows[row][column])
                    column++;

                _ = at < 0
                    ? path.Append(CultureInfo.InvariantCulture, $"M{begin} {row}.5h{column - begin}")
                    : path.Append(CultureInfo.InvariantCulture, $"m{begin - at} 0h{column - begin}");
                at = column;
            }
        }

        return new SquareCode(rows.Count, path.ToString());
    }
}

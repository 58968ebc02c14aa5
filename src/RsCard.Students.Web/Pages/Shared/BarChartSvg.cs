using System.Globalization;
using System.Xml.Linq;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>
/// Writes a chart as SVG. Lengths are parts of the width that there is and heights are pixels, so that the words stay as large on a narrow
/// screen as on a wide one. Colours are the style sheet's.
/// </summary>
public static class BarChartSvg
{
    private const int RowHeight = 52;
    private const int MostLetters = 34;

    /// <summary>The rest of the width is for what stands beside the longest bar.</summary>
    private const double WidthOfLongest = 72;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Write(BarChart chart)
    {
        var longest = Math.Max(chart.Full ?? chart.Bars.Select(bar => bar.Mark ?? bar.Value).DefaultIfEmpty().Max(), double.Epsilon);
        return new XElement(
            Svg + "svg",
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{chart.Id}-t {chart.Id}-d"),
            new XAttribute("height", chart.Bars.Count * RowHeight),
            new XElement(Svg + "title", new XAttribute("id", chart.Id + "-t"), chart.Title),
            new XElement(Svg + "desc", new XAttribute("id", chart.Id + "-d"), chart.Description),
            chart.Bars.SelectMany((bar, row) => Draw(bar, row * RowHeight, longest))).ToString(SaveOptions.DisableFormatting);
    }

    private static IEnumerable<XElement> Draw(Bar bar, int top, double longest)
    {
        yield return new XElement(Svg + "text", new XAttribute("y", top + 15), Short(bar.Label));
        yield return new XElement(
            Svg + "rect", new XAttribute("y", top + 22), new XAttribute("width", Part(bar.Value, longest)), new XAttribute("height", 14), new XAttribute("rx", 2));
        if (bar.Mark is { } mark)
        {
            yield return new XElement(
                Svg + "line",
                new XAttribute("class", "line"),
                new XAttribute("x1", Part(bar.Value, longest)),
                new XAttribute("x2", Part(mark, longest)),
                new XAttribute("y1", top + 29),
                new XAttribute("y2", top + 29));
            yield return new XElement(
                Svg + "rect",
                new XAttribute("class", "mark"),
                new XAttribute("x", Part(mark, longest)),
                new XAttribute("y", top + 20),
                new XAttribute("width", 4),
                new XAttribute("height", 18));
        }

        yield return new XElement(
            Svg + "text", new XAttribute("x", Part(bar.Mark ?? bar.Value, longest)), new XAttribute("dx", 10), new XAttribute("y", top + 35), bar.Says);
    }

    /// <summary>The table has the whole name.</summary>
    private static string Short(string label) => label.Length <= MostLetters ? label : label[..(MostLetters - 1)] + "…";

    private static string Part(double value, double longest) => (value / longest * WidthOfLongest).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

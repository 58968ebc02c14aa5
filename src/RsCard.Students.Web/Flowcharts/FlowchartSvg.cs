using System.Globalization;
using System.Xml.Linq;

namespace RsCard.Students.Web.Flowcharts;

/// <summary>Writes a drawing as SVG. Colours are the style sheet's; the classes are <c>ahead</c>, <c>done</c> and <c>here</c>.</summary>
public static class FlowchartSvg
{
    private const double Scale = 0.8;
    private const int LineHeight = 18;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="id">Unique on the page; the names of its parts begin with it.</param>
    /// <param name="description">Where the instance stands, for those who don't see the chart.</param>
    public static string Write(FlowchartDrawing drawing, string id, string description) =>
        new XElement(
            Svg + "svg",
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}-t {id}-d"),
            new XAttribute("viewBox", $"0 0 {Pixels(drawing.Width)} {Pixels(drawing.Height)}"),
            new XAttribute("width", Pixels(drawing.Width * Scale)),
            new XAttribute("height", Pixels(drawing.Height * Scale)),
            new XElement(Svg + "title", new XAttribute("id", id + "-t"), drawing.Name),
            new XElement(Svg + "desc", new XAttribute("id", id + "-d"), description),
            Arrow(id),
            drawing.Lines.Select(line => Line(line, id)),
            drawing.Steps.Select(Step)).ToString(SaveOptions.DisableFormatting);

    private static XElement Arrow(string id) => new(
        Svg + "defs",
        new XElement(
            Svg + "marker",
            new XAttribute("id", id + "-a"),
            new XAttribute("viewBox", "0 0 8 8"),
            new XAttribute("refX", 7),
            new XAttribute("refY", 4),
            new XAttribute("markerWidth", 7),
            new XAttribute("markerHeight", 7),
            new XAttribute("orient", "auto"),
            new XElement(Svg + "path", new XAttribute("d", "M0 0L8 4L0 8z"), new XAttribute("class", "tip"))));

    private static IEnumerable<XElement> Line(DrawnLine line, string id)
    {
        yield return new XElement(
            Svg + "path",
            new XAttribute("class", "line"),
            new XAttribute("d", line.Path),
            new XAttribute("marker-end", $"url(#{id}-a)"));
        if (line.Port.Length > 0)
            yield return new XElement(Svg + "text", new XAttribute("class", "port"), At(line.LabelX, line.LabelY), line.Port);
    }

    private static XElement Step(DrawnStep step) => new(
        Svg + "g",
        new XAttribute("class", step.Place.ToString().ToLowerInvariant()),
        new XElement(
            Svg + "rect",
            At(step.X, step.Y),
            new XAttribute("width", Pixels(step.Width)),
            new XAttribute("height", Pixels(step.Height)),
            new XAttribute("rx", 6)),
        step.Lines.Select((text, i) => new XElement(
            Svg + "text",
            At(step.X + step.Width / 2, step.Y + step.Height / 2 + 5 + (i - (step.Lines.Count - 1) / 2.0) * LineHeight),
            (i == 0 && step.Place == StepPlace.Done ? "✓ " : "") + text)));

    private static XAttribute[] At(double x, double y) => [new("x", Pixels(x)), new("y", Pixels(y))];

    private static string Pixels(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}

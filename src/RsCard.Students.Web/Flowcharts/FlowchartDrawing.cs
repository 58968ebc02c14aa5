using System.Globalization;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Web.Flowcharts;

/// <summary>How far an instance has come with one activity.</summary>
public enum StepPlace
{
    Ahead,
    Done,
    Here,
}

/// <summary>A box of the chart; pixels.</summary>
/// <param name="Lines">The name, broken into lines that fit.</param>
public sealed record DrawnStep(string Name, IReadOnlyList<string> Lines, StepPlace Place, double X, double Y, double Width, double Height);

/// <summary>A line of the chart.</summary>
/// <param name="Path">SVG path data.</param>
/// <param name="Port">The outcome it is followed at; empty for the usual one.</param>
public sealed record DrawnLine(string Path, string Port, double LabelX, double LabelY);

/// <summary>A definition's chart, as the designer placed it, with where an instance stands. Pure.</summary>
public sealed record FlowchartDrawing(string Name, double Width, double Height, IReadOnlyList<DrawnStep> Steps, IReadOnlyList<DrawnLine> Lines)
{
    private const double Margin = 24;
    private const double DefaultWidth = 190;
    private const double DefaultHeight = 60;
    private const int LettersInALine = 22;
    private const string UsualPort = "Done";

    public static FlowchartDrawing Of(WorkflowDefinition definition, FlowchartState state)
    {
        var here = state.Open.Select(open => open.ActivityId).ToHashSet();
        var (left, top) = (definition.Activities.Min(activity => activity.Position.X), definition.Activities.Min(activity => activity.Position.Y));
        var boxes = definition.Activities.ToDictionary(activity => activity.Id, activity => new DrawnStep(
            activity.Name,
            Broken(activity.Name),
            here.Contains(activity.Id) ? StepPlace.Here : state.Visits.GetValueOrDefault(activity.Id) > 0 ? StepPlace.Done : StepPlace.Ahead,
            activity.Position.X - left + Margin,
            activity.Position.Y - top + Margin,
            activity.Position.Width > 0 ? activity.Position.Width : DefaultWidth,
            activity.Position.Height > 0 ? activity.Position.Height : DefaultHeight));
        return new FlowchartDrawing(
            definition.Name,
            boxes.Values.Max(box => box.X + box.Width) + Margin,
            boxes.Values.Max(box => box.Y + box.Height) + 2 * Margin,
            [.. definition.Activities.Select(activity => boxes[activity.Id])],
            [.. definition.Connections.Select(connection => Line(boxes[connection.Source], boxes[connection.Target], connection.Port))]);
    }

    private static DrawnLine Line(DrawnStep from, DrawnStep to, string port)
    {
        var text = port == UsualPort ? "" : port;
        if (to.X > from.X)
        {
            var (x1, y1, x2, y2) = (from.X + from.Width, Middle(from), to.X, Middle(to));
            var half = (x2 - x1) / 2;
            return new(string.Create(CultureInfo.InvariantCulture, $"M{x1:0} {y1:0}C{x1 + half:0} {y1:0} {x2 - half:0} {y2:0} {x2:0} {y2:0}"), text, x1 + half, (y1 + y2) / 2 - 6);
        }

        if (to.X == from.X && to.Y != from.Y)
        {
            var (x, y1, y2) = (from.X + from.Width / 2, to.Y > from.Y ? from.Y + from.Height : from.Y, to.Y > from.Y ? to.Y : to.Y + to.Height);
            return new(string.Create(CultureInfo.InvariantCulture, $"M{x:0} {y1:0}L{x:0} {y2:0}"), text, x, (y1 + y2) / 2);
        }

        // Back to an earlier step: below the boxes.
        var (fromX, toX, bottom) = (from.X + from.Width / 2, to.X + to.Width / 2, Math.Max(from.Y + from.Height, to.Y + to.Height));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"M{fromX:0} {from.Y + from.Height:0}C{fromX:0} {bottom + 40:0} {toX:0} {bottom + 40:0} {toX:0} {to.Y + to.Height:0}"),
            text,
            (fromX + toX) / 2,
            bottom + 26);
    }

    private static double Middle(DrawnStep step) => step.Y + step.Height / 2;

    private static List<string> Broken(string name)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > LettersInALine)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        return lines;
    }
}

using System.Xml.Linq;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Testing;
using RsCard.Students.Web.Flowcharts;

namespace RsCard.Students.Tests.Web;

public sealed class FlowchartDrawingTests
{
    private static readonly WorkflowDefinition Definition = ElsaJson.Read(File.ReadAllText(Path.Combine(SlapdServer.Root(), "workflows", "review.json")));

    [Fact]
    public void Chart_tells_what_is_done_where_it_stands_and_what_is_ahead()
    {
        var drawing = FlowchartDrawing.Of(Definition, State(), [Definition.Start]);

        Assert.Equal(Definition.Activities.Count, drawing.Steps.Count);
        Assert.Equal(StepPlace.Here, Assert.Single(drawing.Steps, step => step.Place == StepPlace.Here).Place);
        Assert.Equal(1, drawing.Steps.Count(step => step.Place == StepPlace.Done));
        Assert.All(drawing.Steps, step => Assert.InRange(step.X + step.Width, step.X, drawing.Width));
    }

    [Fact]
    public void Svg_is_well_formed_says_in_words_where_it_stands_and_has_no_style_of_its_own()
    {
        var svg = XElement.Parse(FlowchartSvg.Write(FlowchartDrawing.Of(Definition, State(), [Definition.Start]), "c", "Here: <review>"));

        Assert.Equal("Here: <review>", svg.Element(svg.Name.Namespace + "desc")?.Value);
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name == "style");
        Assert.Single(svg.Elements(svg.Name.Namespace + "g"), box => box.Attribute("class")?.Value == "here");
    }

    private static FlowchartState State() => FlowchartState.Empty with
    {
        Visits = new Dictionary<string, int> { [Definition.Start] = 1, ["rejectedMail"] = 1 },
        Open = [new OpenExecution(2, "review", WaitKind.Signal, "review", "HsaTeam", DateTimeOffset.UnixEpoch, DueBy: null)],
    };
}

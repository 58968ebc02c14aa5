using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>What two versions of a chart have not in common.</summary>
public sealed class DefinitionDiffTests
{
    private static readonly WorkflowDefinition Old =
        new ChartBuilder("chart").Then("one", "Test.Gate", ("rule", "a")).Then("two", "Test.Gate").Build();

    [Fact]
    public void Names_and_layout_alone_are_no_change_in_flow()
    {
        var renamed = ElsaJson.Read(Old.Json.Replace("Name of one", "Another name", StringComparison.Ordinal));

        var diff = DefinitionDiff.Between(Old, renamed);

        Assert.NotEqual(Old.Hash, renamed.Hash);
        Assert.Equal((true, true), (diff.IsSameFlow, diff.DrawnOtherwise));
        Assert.Equal((true, false), (DefinitionDiff.Between(Old, Old).IsSameFlow, DefinitionDiff.Between(Old, Old).DrawnOtherwise));
    }

    [Fact]
    public void Activities_and_connections_that_came_or_went_are_told()
    {
        var diff = DefinitionDiff.Between(Old, new ChartBuilder("chart").Then("one", "Test.Gate", ("rule", "a")).Then("new", "Test.Gate").Build());

        Assert.Equal(["new"], diff.Added.Select(activity => activity.Id));
        Assert.Equal(["two"], diff.Removed.Select(activity => activity.Id));
        Assert.Equal([new Connection("one", "Done", "new")], diff.AddedConnections);
        Assert.Equal([new Connection("one", "Done", "two")], diff.RemovedConnections);
        Assert.Empty(diff.Changed);
        Assert.False(diff.IsSameFlow);
    }

    [Fact]
    public void Another_type_and_another_input_are_told_with_what_they_were()
    {
        var diff = DefinitionDiff.Between(Old, new ChartBuilder("chart").Then("one", "Test.Gate", ("rule", "b")).Then("two", "Test.Work").Build());

        Assert.Equal(["one", "two"], diff.Changed.Select(activity => activity.Id));
        Assert.Equal(new ChangedInput("rule", "\"a\"", "\"b\""), Assert.Single(diff.Changed[0].Inputs));
        Assert.Equal(("Test.Gate", "Test.Work"), diff.Changed[1].Type);
        Assert.False(diff.IsSameFlow);
    }
}

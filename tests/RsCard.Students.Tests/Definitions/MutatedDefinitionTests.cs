using System.Text.Json.Nodes;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Definitions;

/// <summary>Whatever line, input or mark of the product's definitions is lost, the gate says so.</summary>
public sealed class MutatedDefinitionTests
{
    public static TheoryData<string> Ids => [.. ProductDefinitions.All.Select(definition => definition.DefinitionId)];

    /// <summary>Where an outcome leads to two activities, and one of them is led to from elsewhere too, either may be meant.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Line_that_is_lost_is_found(string id)
    {
        var all = Of(id).Connections;
        for (var line = 0; line < all.Count; line++)
        {
            var lost = all[line];
            if (all.Count(other => (other.Source, other.Port) == (lost.Source, lost.Port)) > 1 && all.Count(other => other.Target == lost.Target) > 1)
                continue;
            Assert.True(ProductDefinitions.Check([.. With(id, root => Lines(root).RemoveAt(line))]).Any(), $"{id} without {lost}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Line_that_begins_at_another_port_is_found(string id)
    {
        for (var line = 0; line < Of(id).Connections.Count; line++)
            Assert.True(ProductDefinitions.Check([.. With(id, root => Lines(root)[line]!["source"]!["port"] = "Elsewhere")]).Any(), $"{id}, line {line}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Input_or_mark_that_is_lost_is_found(string id)
    {
        foreach (var activity in Of(id).Activities)
        {
            foreach (var input in activity.Inputs.Keys.Where(input => input != "unlessPast"))
                Assert.True(ProductDefinitions.Check([.. With(id, root => Find(root, activity.Id).Remove(input))]).Any(), $"{id}/{activity.Id} without {input}");
            if (activity.IsEnd)
                Assert.True(ProductDefinitions.Check([.. With(id, root => Find(root, activity.Id).Remove("customProperties"))]).Any(), $"{id}/{activity.Id} without its mark");
        }
    }

    [Fact]
    public void Sub_workflow_that_is_lost_is_found()
    {
        foreach (var lost in ProductDefinitions.All.Where(definition => !CaseWalkTests.Roots.Contains(definition.DefinitionId)))
            Assert.True(ProductDefinitions.Check([.. ProductDefinitions.All.Except([lost])]).Any(), lost.DefinitionId);
    }

    private static WorkflowDefinition Of(string id) => ProductDefinitions.All.Single(definition => definition.DefinitionId == id);

    private static IEnumerable<WorkflowDefinition> With(string id, Action<JsonNode> change)
    {
        var document = JsonNode.Parse(Of(id).Json)!;
        change(document["root"]!);
        return ProductDefinitions.All.Select(definition => definition.DefinitionId == id ? ElsaJson.Read(document.ToJsonString()) : definition);
    }

    private static JsonArray Lines(JsonNode root) => root["connections"]!.AsArray();

    private static JsonObject Find(JsonNode root, string activityId) =>
        root["activities"]!.AsArray().Select(activity => activity!.AsObject()).Single(activity => activity["id"]!.GetValue<string>() == activityId);
}

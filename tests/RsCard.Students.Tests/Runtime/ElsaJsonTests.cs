using System.Text.Json;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Runtime;

public sealed class ElsaJsonTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Hash_does_not_depend_on_white_space_and_depends_on_everything_else()
    {
        var json = new ChartBuilder("chart").Then("gate", "Test.Gate").ToJson();
        var spread = JsonSerializer.Serialize(JsonDocument.Parse(json), Indented);

        Assert.NotEqual(json, spread);
        Assert.Equal(ElsaJson.Read(json).Hash, ElsaJson.Read(spread).Hash);
        Assert.NotEqual(ElsaJson.Read(json).Hash, ElsaJson.Read(json.Replace("gate", "gates")).Hash);
    }

    [Fact]
    public void Literal_inputs_are_read_and_lists_are_unwrapped()
    {
        var definition = ElsaJson.Read(
            """
            {"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":[
              {"id":"f","type":"Elsa.FlowFork","unknown":{"a":1},
               "branches":{"typeName":"List","expression":{"type":"Object","value":"[\"A\", \"B\"]"}},
               "span":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"1.00:00:00"}},
               "none":{"typeName":"String","expression":{"type":"Literal","value":null}}}],"connections":[]}}
            """);

        var activity = Assert.Single(definition.Activities);
        Assert.Equal(["A", "B"], activity.Inputs["branches"].EnumerateArray().Select(item => item.GetString()));
        Assert.Equal("1.00:00:00", activity.FindInput("span"));
        Assert.Null(activity.FindInput("none"));
        Assert.Null(activity.FindInput("unknown"));
        Assert.Equal((1, "d"), (definition.Version, definition.Name));
    }

    [Theory]
    [InlineData("""{"rscard":{"end":true}}""", true)]
    [InlineData("""{"rscard.end":true}""", true)]
    [InlineData("""{"rscard":{"end":false}}""", false)]
    [InlineData("""{"canStartWorkflow":false}""", false)]
    public void End_mark_is_read_in_both_spellings(string customProperties, bool isEnd)
    {
        var definition = Flowchart($$"""[{"id":"a","type":"X","customProperties":{{customProperties}}}]""", "[]");

        Assert.Equal(isEnd, definition.Activities[0].IsEnd);
    }

    [Theory]
    [InlineData("""[{"id":"a","type":"X"},{"id":"s","type":"Elsa.Start"}]""", "s")]
    [InlineData("""[{"id":"a","type":"X"},{"id":"b","type":"X","customProperties":{"canStartWorkflow":true}}]""", "b")]
    [InlineData("""[{"id":"a","type":"X"},{"id":"b","type":"X"}]""", "b")]
    public void Flowchart_begins_where_Elsa_would_begin(string activities, string start)
    {
        var connections = """[{"source":{"activity":"START","port":"Done"},"target":{"activity":"a","port":"In"}}]""".Replace("START", start);

        Assert.Equal(start, Flowchart(activities, connections).Start);
    }

    [Theory]
    [InlineData("{", "DEF-001")]
    [InlineData("[]", "DEF-002")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Sequence"}}""", "DEF-002")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":[]}}""", "DEF-003")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":[{"id":"a","type":"X"},{"id":"a","type":"X"}]}}""", "DEF-003")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":[{"id":"a","type":"X"}],"connections":[{"source":{"activity":"a"},"target":{"activity":"b"}}]}}""", "DEF-003")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":[1]}}""", "DEF-003")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":[{"id":"a","type":"X"}],"connections":[1]}}""", "DEF-003")]
    public void Broken_definition_is_refused_with_its_code(string json, string code)
    {
        Assert.Equal(code, Assert.Throws<DefinitionException>(() => ElsaJson.Read(json)).Code);
    }

    private static WorkflowDefinition Flowchart(string activities, string connections) =>
        ElsaJson.Read($$$"""{"definitionId":"d","root":{"type":"Elsa.Flowchart","activities":{{{activities}}},"connections":{{{connections}}}}}""");
}

using System.Text.Json;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Runtime;

/// <summary>Draws a chart as Elsa would save it. It begins with a Start node named 'start'.</summary>
internal sealed class ChartBuilder(string definitionId, int version = 1)
{
    private readonly List<Dictionary<string, object>> activities = [new() { ["id"] = "start", ["type"] = "Elsa.Start" }];
    private readonly List<object> connections = [];
    private string last = "start";

    /// <summary>Adds an activity after the one added last.</summary>
    public ChartBuilder Then(string id, string type, params (string Name, string Value)[] inputs) => From(last, "Done", id, type, inputs);

    /// <summary>Adds an activity after this one, on this port.</summary>
    public ChartBuilder From(string source, string port, string id, string type, params (string Name, string Value)[] inputs) =>
        Add(id, type, inputs).Connect(source, port, id);

    /// <summary>Adds an activity that nothing leads to yet.</summary>
    public ChartBuilder Add(string id, string type, params (string Name, string Value)[] inputs)
    {
        var activity = new Dictionary<string, object> { ["id"] = id, ["type"] = type, ["name"] = "Name of " + id };
        foreach (var (name, value) in inputs)
            activity[name] = new { typeName = "String", expression = new { type = "Literal", value } };
        activities.Add(activity);
        last = id;
        return this;
    }

    /// <summary>Says of the activity added last that an outcome that leads nowhere is meant.</summary>
    public ChartBuilder MarkedAsEnd()
    {
        activities[^1]["customProperties"] = new Dictionary<string, object> { ["rscard"] = new { end = true } };
        return this;
    }

    public ChartBuilder Connect(string source, string port, string target)
    {
        connections.Add(new { source = new { activity = source, port }, target = new { activity = target, port = "In" } });
        return this;
    }

    public string ToJson() => JsonSerializer.Serialize(new
    {
        definitionId,
        version,
        name = definitionId,
        root = new { id = "flow", type = "Elsa.Flowchart", activities, connections },
    });

    public WorkflowDefinition Build() => ElsaJson.Read(ToJson());
}

using System.Text.Json;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Benchmarks;

/// <summary>What is run. Built as JSON and read as any definition is.</summary>
internal static class Charts
{
    public const string Gate = "Bench.Gate";
    public const string Work = "Bench.Work";
    public const string Day = "Bench.Day";
    public const string Now = "Bench.Now";
    public const string Step = "Bench.Step";
    public const string WorkKind = "order";

    /// <summary>
    /// The size of the product's own charts: a listener for withdrawal that stays open, and three times a day's wait, a
    /// decision, a work item and another decision, for ever. 14 activities, 14 connections.
    /// </summary>
    public static WorkflowDefinition Path { get; } = Read("path", [.. Enumerable.Range(1, 3).SelectMany(index => new[]
    {
        ($"day{index}", Day), ($"decide{index}", Step), ($"order{index}", Work), ($"note{index}", Step),
    })], again: "day1");

    /// <summary>A work item as the first step.</summary>
    public static WorkflowDefinition Order { get; } = Read("order", [("order", Work), ("note", Step), ("day", Day)]);

    /// <summary>Start, a wait that is over at once, a step, the end: what a million instances are run through.</summary>
    public static WorkflowDefinition Short { get; } = Read("short", [("now", Now), ("step", Step), ("finish", "Elsa.Finish")]);

    private static WorkflowDefinition Read(string id, IReadOnlyList<(string Id, string Type)> steps, string? again = null)
    {
        List<object> activities = [new { id = "start", type = "Elsa.Start" }, new { id = "withdrawal", type = Gate }, .. steps.Select(step => new { id = step.Id, type = step.Type })];
        List<object> connections = [Connection("start", "withdrawal")];
        var last = "start";
        foreach (var step in steps)
        {
            connections.Add(Connection(last, step.Id));
            last = step.Id;
        }

        if (again is not null)
            connections.Add(Connection(last, again));
        return ElsaJson.Read(JsonSerializer.Serialize(new { definitionId = id, version = 1, name = id, root = new { type = "Elsa.Flowchart", activities, connections } }));
    }

    private static object Connection(string source, string target) =>
        new { source = new { activity = source, port = "Done" }, target = new { activity = target, port = "In" } };
}

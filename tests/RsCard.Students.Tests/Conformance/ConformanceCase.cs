using System.Text.Json;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Conformance;

/// <summary>One recorded case: a chart, what happens to it, and what Elsa did.</summary>
internal sealed class ConformanceCase
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("RSCARD_CONFORMANCE_DIR") ?? Path.Combine(AppContext.BaseDirectory, "Conformance", "cases");

    private ConformanceCase(string name, JsonElement root)
    {
        Name = name;
        Main = ElsaJson.Read(root.GetProperty("definition").GetRawText());
        Definitions = root.TryGetProperty("children", out var children)
            ? [Main, .. children.EnumerateArray().Select(child => ElsaJson.Read(child.GetRawText()))]
            : [Main];
        HasChildren = Definitions.Count > 1;
        RepeatedWait = root.TryGetProperty("repeatedWait", out var repeated) && repeated.GetBoolean();
        var script = root.GetProperty("script");
        Start = script.GetProperty("start").GetDateTimeOffset();
        Outcomes = script.GetProperty("outcomes").EnumerateObject()
            .ToDictionary(outcomes => outcomes.Name, outcomes => new Queue<string>(outcomes.Value.EnumerateArray().Select(outcome => outcome.GetString()!)));
        Steps = [.. script.GetProperty("steps").EnumerateArray()];
        Expected = [.. root.GetProperty("expected").EnumerateArray()];
        Errors = root.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(error => error.GetString()!)] : [];
    }

    public string Name { get; }

    public WorkflowDefinition Main { get; }

    public IReadOnlyList<WorkflowDefinition> Definitions { get; }

    public bool HasChildren { get; }

    public bool RepeatedWait { get; }

    public DateTimeOffset Start { get; }

    public Dictionary<string, Queue<string>> Outcomes { get; }

    public IReadOnlyList<JsonElement> Steps { get; }

    public IReadOnlyList<JsonElement> Expected { get; }

    public IReadOnlyList<string> Errors { get; }

    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null)).Order(StringComparer.Ordinal)];

    public static ConformanceCase Load(string name)
    {
        var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        return new ConformanceCase(name, document.RootElement);
    }
}

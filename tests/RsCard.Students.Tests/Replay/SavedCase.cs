using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Replay;

/// <summary>A case as an earlier release recorded it: what happened to it, step by step, and how the database stood before each step.</summary>
/// <param name="Definition">What was started.</param>
/// <param name="Begin">What the case was known by at the start; null where the start failed for want of it.</param>
internal sealed record SavedCase(string Name, string Definition, DateTimeOffset Start, SavedFacts? Begin, [property: JsonIgnore] IReadOnlyList<SavedStep> Steps)
{
    public const string Pattern = "*.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>In the repository: one folder a release, with the definitions of that release beside its cases.</summary>
    public static string Folder { get; } = Path.Combine(SlapdServer.Root(), "tests", "RsCard.Students.Tests", "Replay", "saved");

    /// <summary>The first line is the case, each other one a step.</summary>
    public static SavedCase Read(string file)
    {
        var lines = File.ReadAllLines(file);
        return Parse<SavedCase>(lines[0]) with { Steps = [.. lines.Skip(1).Select(Parse<SavedStep>)] };
    }

    public void Write(string folder) =>
        File.WriteAllLines(Path.Combine(folder, $"{Name}.jsonl"), Steps.Select(step => JsonSerializer.Serialize(step, Json)).Prepend(JsonSerializer.Serialize(this, Json)));

    private static T Parse<T>(string line) => JsonSerializer.Deserialize<T>(line, Json) ?? throw new JsonException(line);
}

/// <summary>One thing that happened: one of the first four.</summary>
/// <param name="Signal">Name and outcome of a person's choice, with a colon between them.</param>
/// <param name="Work">Kind and outcome of a work item, with a colon between them.</param>
/// <param name="Day">The instant that business time came to: the timers due by then fired.</param>
/// <param name="Break">The case was parked (begins), or resumed (ends).</param>
/// <param name="Facts">What the case was known by from this step on, where that changed.</param>
/// <param name="Stand">The rows of the runtime's tables before the step.</param>
/// <param name="Journal">What the step did: <c>definition/activity:event:outcome</c>.</param>
internal sealed record SavedStep(
    string? Signal,
    string? Work,
    DateTimeOffset? Day,
    string? Break,
    SavedFacts? Facts,
    IReadOnlyDictionary<string, JsonArray>? Stand,
    IReadOnlyList<string>? Journal)
{
    public static SavedStep OfSignal(string signal, SavedFacts? facts = null) => new(signal, Work: null, Day: null, Break: null, facts, Stand: null, Journal: null);

    public static SavedStep OfWork(string work, SavedFacts? facts = null) => new(Signal: null, work, Day: null, Break: null, facts, Stand: null, Journal: null);

    public static SavedStep OfDay(DateOnly day, SavedFacts? facts = null) =>
        new(Signal: null, Work: null, new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero), Break: null, facts, Stand: null, Journal: null);

    public static SavedStep OfBreak(string edge) => new(Signal: null, Work: null, Day: null, edge, Facts: null, Stand: null, Journal: null);

    public override string ToString() => Signal ?? Work ?? Break ?? $"{Day:yyyy-MM-dd}";
}

/// <summary>What the activities decide by, in a form of its own: the product's record may change, saved cases may not.</summary>
/// <param name="Card">State of the student's card, or null.</param>
/// <param name="Placement">Kind of the placement, or null.</param>
internal sealed record SavedFacts(
    DateOnly FirstDay,
    DateOnly LastDay,
    string? Decision = null,
    bool MailedRsId = false,
    string? Card = null,
    DateOnly? PhotoOn = null,
    DateOnly? ExpectedOn = null,
    DateOnly? CardValidTo = null,
    string? Placement = null,
    DateOnly? PlacementFirstDay = null);

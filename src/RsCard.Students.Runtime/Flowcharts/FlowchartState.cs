using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>
/// All that an instance remembers between bursts. Saved as JSON; saved states of earlier releases must stay readable, so
/// the names never change. Payloads and personal data aren't part of it.
/// </summary>
/// <param name="Visits">How often each activity was completed or passed over (rule 2).</param>
/// <param name="Connections">By <c>source:port&gt;target</c>: how often each forward connection was visited, and whether it was last followed.</param>
/// <param name="Open">What is suspended, by execution number.</param>
/// <param name="Next">The number of the next execution; the first is 1.</param>
/// <param name="Ended">The flowchart has completed; what is still open leads nowhere (rule 8).</param>
public sealed record FlowchartState(
    [property: JsonPropertyName("visits")] IReadOnlyDictionary<string, int> Visits,
    [property: JsonPropertyName("connections")] IReadOnlyDictionary<string, ConnectionVisits> Connections,
    [property: JsonPropertyName("open")] IReadOnlyList<OpenExecution> Open,
    [property: JsonPropertyName("next")] int Next,
    [property: JsonPropertyName("ended")] bool Ended)
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Before the first burst.</summary>
    public static FlowchartState Empty { get; } =
        new(new Dictionary<string, int>(), new Dictionary<string, ConnectionVisits>(), [], 1, Ended: false);

    public string ToJson() => JsonSerializer.Serialize(this, Compact);

    /// <exception cref="JsonException">The text isn't a saved state.</exception>
    public static FlowchartState FromJson(string json) =>
        JsonSerializer.Deserialize<FlowchartState>(json, Compact) ?? throw new JsonException("expected a saved state, got null");
}

/// <param name="Count">Visits, followed or not.</param>
/// <param name="Followed">The last visit followed it.</param>
public readonly record struct ConnectionVisits(
    [property: JsonPropertyName("n")] int Count,
    [property: JsonPropertyName("f")] bool Followed);

/// <summary>A suspended execution and what it waits for.</summary>
/// <param name="Number">Counted within the instance; the same after a resume.</param>
/// <param name="Name">The signal, the kind of work, the child's definition id or the event; null for a timer.</param>
/// <param name="Since">Business time, UTC.</param>
/// <param name="DueBy">Of a timer: when it is due. Of a signal: when the owner should have acted. As it was before a break that still lasts.</param>
/// <param name="InBreak">Of a timer. Saved only where it isn't the default, so states of earlier releases read as that.</param>
public sealed record OpenExecution(
    [property: JsonPropertyName("n")] int Number,
    [property: JsonPropertyName("activity")] string ActivityId,
    [property: JsonPropertyName("waits")] WaitKind Waits,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("owner")] string? Owner,
    [property: JsonPropertyName("since")] DateTimeOffset Since,
    [property: JsonPropertyName("due")] DateTimeOffset? DueBy,
    [property: JsonPropertyName("break")] InBreak InBreak = InBreak.KeepsRest)
{
    public static OpenExecution From(int number, string activityId, Wait wait, DateTimeOffset since) => wait switch
    {
        Wait.ForSignal signal => new(number, activityId, WaitKind.Signal, signal.Name, signal.Owner, since, signal.DueBy),
        Wait.Until until => new(number, activityId, WaitKind.Timer, Name: null, Owner: null, since, until.DueAt, until.InBreak),
        Wait.ForWork work => new(number, activityId, WaitKind.Work, work.Kind, Owner: null, since, DueBy: null),
        Wait.ForChild child => new(number, activityId, WaitKind.Child, child.DefinitionId, Owner: null, since, DueBy: null),
        Wait.ForEvent broadcast => new(number, activityId, WaitKind.Event, broadcast.Name, Owner: null, since, DueBy: null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What an open execution waits for. Starts at 1: the state leaves defaults out.</summary>
public enum WaitKind
{
    Signal = 1,
    Timer,
    Work,
    Child,
    Event,
}

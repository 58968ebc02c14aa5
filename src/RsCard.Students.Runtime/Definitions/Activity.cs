using System.Text.Json;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>One activity of a flowchart, as it stands in the JSON.</summary>
/// <param name="Id">Unique within the flowchart.</param>
/// <param name="Type">For example <c>RsCard.AwaitReview</c> or <c>Elsa.FlowJoin</c>.</param>
/// <param name="Name">What people see.</param>
/// <param name="Inputs">Literal inputs by their JSON property name; a time span or a text as text, a list as a JSON array.</param>
/// <param name="IsEnd">True where <c>customProperties.rscard.end</c> says that an unconnected outcome is meant.</param>
/// <param name="Position">Where the designer drew it.</param>
public sealed record Activity(
    string Id,
    string Type,
    string Name,
    IReadOnlyDictionary<string, JsonElement> Inputs,
    bool IsEnd,
    ActivityPosition Position)
{
    /// <summary>The literal text of an input, or null where the activity has none of that name.</summary>
    public string? FindInput(string name) =>
        Inputs.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;
}

/// <summary>Designer coordinates in pixels.</summary>
public readonly record struct ActivityPosition(double X, double Y, double Width, double Height);

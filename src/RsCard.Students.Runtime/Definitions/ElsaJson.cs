using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>
/// Reads Elsa 3 workflow JSON: one <c>Elsa.Flowchart</c> as root, inputs that are literals. Whatever else Elsa writes is
/// passed over, so that a definition saved by Elsa Studio can be read as it is.
/// </summary>
public static class ElsaJson
{
    private const string FlowchartType = "Elsa.Flowchart";

    /// <exception cref="DefinitionException">DEF-001 to DEF-003.</exception>
    public static WorkflowDefinition Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, json);
        }
        catch (JsonException exception)
        {
            throw new DefinitionException("DEF-001", $"expected JSON, got an error at line {exception.LineNumber + 1}");
        }
    }

    private static WorkflowDefinition Read(JsonElement document, string json)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("root", out var root)
            || FindText(root, "type") != FlowchartType)
        {
            throw new DefinitionException("DEF-002", $"expected a workflow whose root is an {FlowchartType}");
        }

        var definitionId = FindText(document, "definitionId") ?? FindText(document, "id")
            ?? throw new DefinitionException("DEF-002", "expected a definitionId");
        var activities = Items(root, "activities").Select(ReadActivity).ToList();
        if (activities.Count == 0)
            throw new DefinitionException("DEF-003", $"expected at least one activity in {definitionId}");
        var twice = activities.GroupBy(activity => activity.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new DefinitionException("DEF-003", $"expected one activity with the id '{twice.Key}', got {twice.Count()}");

        var ids = activities.Select(activity => activity.Id).ToHashSet();
        var connections = Items(root, "connections").Select(ReadConnection).Distinct().ToList();
        var loose = connections.Find(connection => !ids.Contains(connection.Source) || !ids.Contains(connection.Target));
        if (loose is not null)
            throw new DefinitionException("DEF-003", $"expected a connection between activities, got '{loose.Source}' to '{loose.Target}'");

        var start = StartActivity.Find(root, activities, connections);
        return new WorkflowDefinition(
            Hash(document),
            definitionId,
            document.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? number : 1,
            FindText(document, "name") ?? definitionId,
            start,
            activities,
            connections,
            json);
    }

    private static Activity ReadActivity(JsonElement activity)
    {
        var id = FindText(activity, "id") ?? throw new DefinitionException("DEF-003", "expected an activity to have an id");
        var type = FindText(activity, "type") ?? throw new DefinitionException("DEF-003", $"expected activity '{id}' to have a type");
        var inputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in activity.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object
                && property.Value.TryGetProperty("expression", out var expression)
                && expression.ValueKind == JsonValueKind.Object
                && expression.TryGetProperty("value", out var value))
            {
                inputs[property.Name] = LiteralOf(expression, value);
            }
        }

        return new Activity(id, type, DisplayName(activity, id), inputs, IsEnd(activity), ReadPosition(activity));
    }

    /// <summary>Elsa keeps lists as an 'Object' expression whose value is JSON in a string.</summary>
    private static JsonElement LiteralOf(JsonElement expression, JsonElement value)
    {
        if (FindText(expression, "type") != "Object" || value.ValueKind != JsonValueKind.String)
            return value.Clone();
        try
        {
            using var inner = JsonDocument.Parse(value.GetString() ?? "null");
            return inner.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value.Clone();
        }
    }

    private static Connection ReadConnection(JsonElement connection)
    {
        var (source, port) = ReadEnd(connection, "source");
        var (target, _) = ReadEnd(connection, "target");
        return new Connection(source, port ?? "Done", target);
    }

    private static (string Activity, string? Port) ReadEnd(JsonElement connection, string name)
    {
        if (connection.ValueKind != JsonValueKind.Object || !connection.TryGetProperty(name, out var end))
            throw new DefinitionException("DEF-003", $"expected a connection to have a {name}");
        if (end.ValueKind == JsonValueKind.String && end.GetString() is { } id)
            return (id, FindText(connection, name + "Port"));
        return (FindText(end, "activity") ?? throw new DefinitionException("DEF-003", $"expected a connection's {name} to name an activity"),
            FindText(end, "port"));
    }

    private static string DisplayName(JsonElement activity, string id) =>
        activity.TryGetProperty("metadata", out var metadata) && FindText(metadata, "displayText") is { Length: > 0 } shown
            ? shown
            : FindText(activity, "name") ?? id;

    private static bool IsEnd(JsonElement activity)
    {
        if (!activity.TryGetProperty("customProperties", out var custom) || custom.ValueKind != JsonValueKind.Object)
            return false;
        if (custom.TryGetProperty("rscard.end", out var dotted))
            return dotted.ValueKind == JsonValueKind.True;
        return custom.TryGetProperty("rscard", out var own) && own.ValueKind == JsonValueKind.Object
            && own.TryGetProperty("end", out var end) && end.ValueKind == JsonValueKind.True;
    }

    private static ActivityPosition ReadPosition(JsonElement activity)
    {
        if (!activity.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object
            || !metadata.TryGetProperty("designer", out var designer) || designer.ValueKind != JsonValueKind.Object)
            return default;
        return new ActivityPosition(
            Number(designer, "position", "x"), Number(designer, "position", "y"),
            Number(designer, "size", "width"), Number(designer, "size", "height"));
    }

    private static double Number(JsonElement designer, string pair, string part) =>
        designer.TryGetProperty(pair, out var values) && values.ValueKind == JsonValueKind.Object
        && values.TryGetProperty(part, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    internal static string? FindText(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The parsed document written without white space: the same content has the same hash however it is laid out.</summary>
    private static string Hash(JsonElement document) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(document))));
}

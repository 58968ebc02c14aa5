using System.Text.Json;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>Where a flowchart begins, in Elsa's order of precedence.</summary>
internal static class StartActivity
{
    public static string Find(JsonElement root, IReadOnlyList<Activity> activities, IReadOnlyList<Connection> connections)
    {
        if (activities.FirstOrDefault(activity => activity.Type == "Elsa.Start") is { } start)
            return start.Id;
        if (Named(root) is { } named && activities.Any(activity => activity.Id == named))
            return named;
        if (CanStart(root) is { } marked)
            return marked;
        var reached = connections.Select(connection => connection.Target).ToHashSet();
        return (activities.FirstOrDefault(activity => !reached.Contains(activity.Id)) ?? activities[0]).Id;
    }

    /// <summary><c>start</c> in Elsa's own JSON; <c>startActivity</c> as a name or an object in hand-written ones.</summary>
    private static string? Named(JsonElement root) =>
        ElsaJson.FindText(root, "start") ?? ElsaJson.FindText(root, "startActivity")
        ?? (root.TryGetProperty("startActivity", out var activity) ? ElsaJson.FindText(activity, "id") : null);

    private static string? CanStart(JsonElement root)
    {
        foreach (var activity in root.GetProperty("activities").EnumerateArray())
        {
            if (activity.TryGetProperty("customProperties", out var custom) && custom.ValueKind == JsonValueKind.Object
                && custom.TryGetProperty("canStartWorkflow", out var mark) && mark.ValueKind == JsonValueKind.True)
                return ElsaJson.FindText(activity, "id");
        }

        return null;
    }
}

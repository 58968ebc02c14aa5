using System.Text.Json;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Tests.Conformance;

/// <summary>What must be the same, as the notes of the corpus say; each difference is one line.</summary>
internal static class ConformanceComparison
{
    public static IReadOnlyList<string> Differences(ConformanceCase @case)
    {
        var run = new ConformanceRun(@case);
        run.Start();
        var differences = Compare(@case, run, @case.Expected[0]);
        for (var step = 0; step < @case.Steps.Count && differences.Count == 0; step++)
        {
            run.Play(@case.Steps[step]);
            differences = Compare(@case, run, @case.Expected[step + 1]);
        }

        // The wording may be another; the activity may not.
        var wrong = @case.Errors.Select(error => error.Split(':')[0]).Order().ToList();
        if (wrong.Count > 0 && !wrong.SequenceEqual(run.Faults.Select(fault => fault.ActivityId).Order()))
            differences.Add($"faults at {string.Join(' ', run.Faults)}, expected {string.Join(' ', wrong)}");
        return differences;
    }

    private static List<string> Compare(ConformanceCase @case, ConformanceRun run, JsonElement expected)
    {
        var after = expected.GetProperty("after").GetString()!;
        var differences = new List<string>();
        void Same(string what, IEnumerable<string> wanted, IEnumerable<string> found)
        {
            var (left, right) = (string.Join(' ', wanted), string.Join(' ', found));
            if (left != right)
                differences.Add($"after {after}: {what}\n  expected {left}\n  got      {right}");
        }

        Same("now", [expected.GetProperty("now").GetDateTimeOffset().ToString("O")], [run.Now.ToString("O")]);
        if (expected.TryGetProperty("hit", out var hit))
            Same("hit", [$"{hit.GetInt32()}"], [$"{run.Hit}"]);
        if (expected.TryGetProperty("due", out var due))
        {
            Same("due",
                due.EnumerateArray().Select(item => $"{item.GetProperty("activity").GetString()}@{item.GetProperty("at").GetDateTimeOffset():O}"),
                run.Due.Select(item => $"{item.Activity}@{item.At:O}"));
        }

        Same("status", Statuses(expected), run.Instances.Take(@case.HasChildren ? int.MaxValue : 1).Select(Status));
        Same("bookmarks", Bookmarks(expected).Order(StringComparer.Ordinal), Bookmarks(run).Order(StringComparer.Ordinal));
        CompareJournal(@case, run, expected, Same);
        foreach (var instance in run.Instances)
            differences.AddRange(Unexplained(@case, instance).Select(text => $"after {after}: {text}"));
        return differences;
    }

    private static void CompareJournal(ConformanceCase @case, ConformanceRun run, JsonElement expected, Action<string, IEnumerable<string>, IEnumerable<string>> same)
    {
        var wanted = expected.GetProperty("journal").EnumerateArray().Select(entry => entry.GetString()!).ToList();
        var found = run.Instances.SelectMany(instance => instance.Journal.Select(entry => $"{run.Prefixed(instance, entry.ActivityId)}:{entry.Event}")).ToList();
        if (@case.RepeatedWait)
        {
            wanted = [.. wanted.Select(entry => entry.Replace(":Resumed", ":Started"))];
            found = [.. found.Select(entry => entry.Replace(":Resumed", ":Started"))];
        }

        same("journal", wanted.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

        // A stable sort by activity keeps each activity's own entries in their order.
        static string ActivityOf(string entry) => entry[..entry.LastIndexOf(':')];
        if (!@case.RepeatedWait)
            same("order within an activity", wanted.OrderBy(ActivityOf, StringComparer.Ordinal), found.OrderBy(ActivityOf, StringComparer.Ordinal));
    }

    /// <summary>Each Started, but that of the start activity, comes after a Completed of something that leads to it.</summary>
    private static IEnumerable<string> Unexplained(ConformanceCase @case, PlayedInstance instance)
    {
        var definition = @case.Definitions.First(known => known.Hash == instance.Saved.DefinitionHash);
        var completed = new HashSet<string>();
        foreach (var entry in instance.History)
        {
            if (entry.Event == "Started" && entry.ActivityId != definition.Start
                && !definition.Connections.Any(connection => connection.Target == entry.ActivityId && completed.Contains(connection.Source)))
                yield return $"{entry.ActivityId} started before what leads to it was completed";
            if (entry.Event == "Completed")
                completed.Add(entry.ActivityId);
        }
    }

    private static IEnumerable<string> Statuses(JsonElement expected) =>
        expected.TryGetProperty("instances", out var instances)
            ? instances.EnumerateArray().Select(Described)
            : [Described(expected)];

    private static string Described(JsonElement state) =>
        $"{state.GetProperty("status").GetString()}/{state.GetProperty("subStatus").GetString()}/{state.GetProperty("incidents").GetInt32()}";

    private static string Status(PlayedInstance instance) =>
        $"{(instance.IsRunning ? "Running" : "Finished")}/{instance.Status}/{instance.Incidents}";

    private static IEnumerable<string> Bookmarks(JsonElement expected)
    {
        foreach (var bookmark in expected.GetProperty("bookmarks").EnumerateArray())
        {
            var activity = bookmark.GetProperty("activity").GetString()!;
            if (!IsRunning(expected, activity))
                continue;
            var resumeAt = bookmark.TryGetProperty("resumeAt", out var at) ? at.GetDateTimeOffset().ToString("O") : "";
            var eventName = bookmark.TryGetProperty("eventName", out var name) ? name.GetString() : "";
            var waitsFor = bookmark.TryGetProperty("waitsFor", out var child) ? child.GetString() : "";
            yield return $"{activity}({bookmark.GetProperty("kind").GetString()},{resumeAt},{eventName},{waitsFor})";
        }
    }

    private static bool IsRunning(JsonElement expected, string activity)
    {
        if (!expected.TryGetProperty("instances", out var instances))
            return expected.GetProperty("status").GetString() == "Running";
        var label = activity[..activity.IndexOf(':', StringComparison.Ordinal)];
        return instances.EnumerateArray().Any(instance =>
            instance.GetProperty("instance").GetString() == label && instance.GetProperty("status").GetString() == "Running");
    }

    private static IEnumerable<string> Bookmarks(ConformanceRun run)
    {
        foreach (var instance in run.Instances.Where(instance => instance.IsRunning))
        {
            foreach (var open in instance.State.Open)
            {
                var type = FlowGraph.Of(run.DefinitionOf(instance)).GetActivity(open.ActivityId).Type;
                var resumeAt = open.Waits == WaitKind.Timer ? open.DueBy!.Value.ToString("O") : "";
                var eventName = open.Waits == WaitKind.Event ? open.Name : "";
                var child = run.Instances.FirstOrDefault(child => child.Saved.ParentId == instance.Id && child.Saved.ParentExecution == open.Number);
                var waitsFor = open.Waits == WaitKind.Child ? $"w{run.Instances.ToList().IndexOf(child!)}" : "";
                yield return $"{run.Prefixed(instance, open.ActivityId)}({type},{resumeAt},{eventName},{waitsFor})";
            }
        }
    }
}

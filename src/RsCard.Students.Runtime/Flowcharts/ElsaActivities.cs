using System.Globalization;
using System.Text.Json;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>The activities of Elsa that the runtime knows, as far as they don't touch the flow itself.</summary>
internal static class ElsaActivities
{
    public const string Prefix = "Elsa.";
    public const string End = "Elsa.End";
    public const string Finish = "Elsa.Finish";
    public const string Join = "Elsa.FlowJoin";
    public const string Fork = "Elsa.FlowFork";
    public const string ExecuteWorkflow = "Elsa.ExecuteWorkflow";

    /// <summary>The input of <see cref="ExecuteWorkflow"/> that names the sub-workflow.</summary>
    public const string WorkflowDefinitionId = "workflowDefinitionId";

    public static ActivityResult Execute(Activity activity, DateTimeOffset now) => activity.Type switch
    {
        "Elsa.Start" or End or Join => ActivityResult.Done,
        Fork => Branch(activity),
        "Elsa.Delay" => Delay(activity, now),
        "Elsa.Event" => activity.FindInput("eventName") is { Length: > 0 } name
            ? new ActivityResult.Waiting(new Wait.ForEvent(name))
            : Unreadable(activity, "eventName"),
        _ => new ActivityResult.Faulted("FLOW-001", $"expected a known activity type, got {activity.Type}"),
    };

    /// <summary>Null where the activity isn't a join. WaitAny is Elsa's default.</summary>
    public static JoinMode? FindJoinMode(Activity activity)
    {
        if (activity.Type != Join)
            return null;
        return Enum.TryParse<JoinMode>(activity.FindInput("mode"), out var mode) ? mode : JoinMode.WaitAny;
    }

    private static ActivityResult Branch(Activity activity)
    {
        if (!activity.Inputs.TryGetValue("branches", out var branches) || branches.ValueKind != JsonValueKind.Array)
            return Unreadable(activity, "branches");
        return new ActivityResult.Completed([.. branches.EnumerateArray().Select(branch => branch.ToString())]);
    }

    private static ActivityResult Delay(Activity activity, DateTimeOffset now) =>
        TimeSpan.TryParse(activity.FindInput("timeSpan"), CultureInfo.InvariantCulture, out var span)
            ? new ActivityResult.Waiting(new Wait.Until(now + span))
            : Unreadable(activity, "timeSpan");

    private static ActivityResult.Faulted Unreadable(Activity activity, string input) =>
        new("FLOW-002", $"expected {activity.Type} to have a readable {input}");
}

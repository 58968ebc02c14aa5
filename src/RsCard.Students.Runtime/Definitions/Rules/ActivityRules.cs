using System.Text.Json;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>Each activity by itself: its type, its inputs, its outcomes.</summary>
internal static class ActivityRules
{
    private const string Delay = "Elsa.Delay";
    private const string Event = "Elsa.Event";

    public static IEnumerable<RuleFinding> Check(ChartPaths chart, ActivityCatalogue activities)
    {
        foreach (var activity in chart.Definition.Activities)
        {
            if (!chart.Reached.Contains(activity.Id))
                yield return Finding("RULE-007", activity, "no line leads here from the start.", "lead a line to it, or take it away.");
            if (activities.Find(activity) is not { } shape)
            {
                yield return Unknown(activity, activities);
                continue;
            }

            foreach (var finding in Inputs(activity, shape).Concat(Outcomes(chart, activity, shape)))
                yield return finding;
        }

        RuleFinding Finding(string code, Activity activity, string reason, string better) =>
            new(code, chart.Definition.DefinitionId, activity.Id, reason, better);

        RuleFinding Unknown(Activity activity, ActivityCatalogue known) => activity.Type switch
        {
            Delay => Finding("RULE-010", activity, "a wait by Elsa.Delay is reckoned in hours from now, and stock Elsa throws over 24.8 days.", "RsCard.WaitUntil with a named date rule."),
            Event => Finding("RULE-011", activity, "a broadcast event reaches every case, and is lost where nobody listens at that moment.", "an activity that waits for a signal to its own case."),
            _ => Finding("RULE-001", activity, $"there is no activity of the type {activity.Type}.", $"one of {string.Join(", ", known.Types)}."),
        };

        IEnumerable<RuleFinding> Inputs(Activity activity, ActivityShape shape)
        {
            foreach (var input in shape.Inputs)
            {
                var value = activity.FindInput(input.Name) ?? "";
                if (value.Length == 0 && input.IsRequired)
                    yield return Finding("RULE-002", activity, $"the input {input.Name} is missing.", $"give it {Allowed(input)}.");
                if (value.Length > 0 && input.Values is { } values && !values.Contains(value, StringComparer.OrdinalIgnoreCase))
                    yield return Finding("RULE-004", activity, $"the input {input.Name} can't be '{value}'.", $"give it {Allowed(input)}.");
            }

            // The designer saves an input that nobody filled in as null or as nothing: that is no input.
            foreach (var (name, value) in activity.Inputs)
            {
                if (shape.Inputs.All(input => input.Name != name) && value.ValueKind != JsonValueKind.Null && value.ToString().Length > 0)
                    yield return Finding("RULE-003", activity, $"nobody reads the input {name}.", "take it away, or spell it as the activity does.");
            }
        }

        IEnumerable<RuleFinding> Outcomes(ChartPaths paths, Activity activity, ActivityShape shape)
        {
            var ports = paths.Graph.Outbound(activity.Id).Select(line => line.Port).ToHashSet();
            foreach (var outcome in shape.Outcomes.Where(outcome => !ports.Contains(outcome) && !activity.IsEnd))
            {
                yield return Finding(
                    "RULE-005", activity, $"the outcome {outcome} leads nowhere: the case would stop there.",
                    "connect it, or say that it is meant with customProperties.rscard.end = true.");
            }

            foreach (var port in ports.Where(port => !shape.Outcomes.Contains(port)))
            {
                yield return Finding(
                    "RULE-006", activity, $"the line from {port} is never followed: {activity.Type} has no such outcome.",
                    shape.Outcomes.Count == 0 ? "end here." : $"begin it at {string.Join(", ", shape.Outcomes)}.");
            }
        }
    }

    private static string Allowed(ActivityInput input) => input.Values is { } values ? string.Join(" or ", values) : "a value";
}

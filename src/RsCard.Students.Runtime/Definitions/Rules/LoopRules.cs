namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>
/// Loops. Elsa counts visits: a loop that waits, beside another branch or inside another loop, gets counts that no join expects.
/// </summary>
internal static class LoopRules
{
    private const string OfItsOwn = "put the loop in a definition of its own and run it with Elsa.ExecuteWorkflow, waiting for completion.";

    /// <param name="isExecuted">Another definition runs this one.</param>
    public static IEnumerable<RuleFinding> Check(ChartPaths chart, bool isExecuted)
    {
        foreach (var loop in chart.Loops)
        {
            if (!chart.Graph.IsValidBack(loop.Back))
            {
                yield return Finding(
                    "RULE-030", loop, $"the line back to {loop.Back.Target} fails when it is followed: {loop.Back.Target} isn't on every path from the start to here.",
                    "lead the line back to an activity that every path passes, or draw the loop in a definition of its own.");
            }

            if (!Waits(loop))
            {
                if (chart.IsReachable(loop.Back.Target, loop.Back.Source, Waiting(chart)))
                    yield return Hot(loop);
                continue;
            }

            if (chart.IsReachable(loop.Back.Target, loop.Back.Source, Waiting(chart)))
                yield return Hot(loop);
            if (!isExecuted)
                yield return Finding("RULE-032", loop, "a loop that waits stands in a definition that no other one executes.", OfItsOwn);
            if (chart.Loops.FirstOrDefault(other => IsAround(other, loop)) is { } outer)
            {
                yield return Finding(
                    "RULE-034", loop, $"this loop lies inside the one back to {outer.Back.Target}, which doesn't start its first activity again when that waits.", OfItsOwn);
            }
        }

        foreach (var loop in chart.Loops)
        {
            var beside = loop.Body.Order(StringComparer.Ordinal).SelectMany(inside => chart.Definition.Activities.Where(other => chart.AreConcurrent(inside, other.Id))).FirstOrDefault();
            if (beside is not null)
                yield return Finding("RULE-033", loop, $"the loop turns while {beside.Id} is under way: a join of the two starves or fires too early.", OfItsOwn);
        }

        bool Waits(Loop loop) => loop.Body.Any(id => chart.Shapes[id].Waits is not null);

        RuleFinding Finding(string code, Loop loop, string reason, string better) =>
            new(code, chart.Definition.DefinitionId, loop.Back.Source, reason, better);

        RuleFinding Hot(Loop loop) => Finding("RULE-031", loop, $"the way round from {loop.Back.Target} to here waits for nothing: it would turn for ever.", "wait for a person or a day in each turn.");
    }

    private static HashSet<string> Waiting(ChartPaths chart) => [.. chart.Shapes.Where(shape => shape.Value.Waits is not null).Select(shape => shape.Key)];

    private static bool IsAround(Loop outer, Loop inner) =>
        outer.Back.Target != inner.Back.Target && outer.Body.Contains(inner.Back.Target) && outer.Body.Contains(inner.Back.Source);
}

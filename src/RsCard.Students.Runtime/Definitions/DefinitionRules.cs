using RsCard.Students.Runtime.Definitions.Rules;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>
/// The gate for the product's own definitions. Reader and interpreter take whatever Elsa takes, its traps included; what passes here
/// falls into none of them. Pure.
/// </summary>
public static class DefinitionRules
{
    /// <param name="definitions">All that are used together: sub-workflows are looked for among them.</param>
    /// <param name="started">The definitions that code starts by name, as children too: each must be there. Null: nothing is said of that.</param>
    /// <returns>In the order of the definitions; empty where everything holds.</returns>
    public static IReadOnlyList<RuleFinding> Check(IReadOnlyCollection<WorkflowDefinition> definitions, ActivityCatalogue activities, IReadOnlyCollection<string>? started = null)
    {
        var ids = definitions.GroupBy(definition => definition.DefinitionId).ToList();
        var charts = ids.ConvertAll(id => new ChartPaths(id.MaxBy(definition => definition.Version) ?? id.First(), activities));
        var subWorkflows = new SubWorkflowRules(charts, started ?? []);
        return
        [
            .. (started ?? []).Except(ids.Select(id => id.Key)).Order(StringComparer.Ordinal).Select(id => new RuleFinding(
                "RULE-009", id, ActivityId: null, "the program starts this definition, and it isn't there.", "the file that the release came with, or one of that definitionId.")),
            .. ids.Where(id => id.Count() > 1).Select(id => new RuleFinding(
                "RULE-008", id.Key, ActivityId: null, $"{id.Count()} files have this definitionId: which of them runs is left to chance.", "one file for each definition.")),
            .. charts.SelectMany(chart => Check(chart, activities, subWorkflows)),
        ];
    }

    private static IReadOnlyList<RuleFinding> Check(ChartPaths chart, ActivityCatalogue activities, SubWorkflowRules subWorkflows)
    {
        List<RuleFinding> drawn =
        [
            .. ActivityRules.Check(chart, activities),
            .. subWorkflows.Check(chart),
            .. LoopRules.Check(chart, subWorkflows.IsExecuted(chart.Definition.DefinitionId)),
            .. BranchRules.Check(chart, subWorkflows),
        ];

        // A chart that isn't right as drawn would only say the same again, in other words, when it is walked.
        return drawn.Count > 0 ? drawn : DefinitionWalk.Of(chart);
    }
}

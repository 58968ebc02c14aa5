using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Definitions;

/// <summary>The definitions in <c>workflows/</c> and the product's activities, without a database.</summary>
internal static class ProductDefinitions
{
    public static readonly IReadOnlyList<ICaseActivity> Activities =
        [.. new ServiceCollection().AddSingleton(new ProcessOptions()).AddStudents().BuildServiceProvider().GetServices<ICaseActivity>()];

    public static readonly ActivityCatalogue Catalogue = new CaseActivities(Activities).Catalogue;

    public static readonly IReadOnlyList<WorkflowDefinition> All =
        [.. Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "workflows"), "*.json").Order(StringComparer.Ordinal).Select(file => ElsaJson.Read(File.ReadAllText(file)))];

    /// <summary>Code and place of each finding.</summary>
    public static IEnumerable<string> Check(params IReadOnlyCollection<WorkflowDefinition> definitions) =>
        Check(null, definitions);

    /// <summary>As at the start: what code starts must be there.</summary>
    public static IEnumerable<string> CheckAll(IReadOnlyCollection<WorkflowDefinition> definitions) => Check(CaseProcess.All, definitions);

    private static IEnumerable<string> Check(IReadOnlyCollection<string>? started, IReadOnlyCollection<WorkflowDefinition> definitions) =>
        DefinitionRules.Check(definitions, Catalogue, started).Select(finding => $"{finding.Code} {finding.DefinitionId}{(finding.ActivityId is null ? "" : "/" + finding.ActivityId)}");

    /// <summary>Runs a sub-workflow and waits for it.</summary>
    public static ChartBuilder ThenRun(this ChartBuilder chart, string id, string definitionId) =>
        chart.Then(id, "Elsa.ExecuteWorkflow", Child(definitionId));

    public static ChartBuilder FromRun(this ChartBuilder chart, string source, string port, string id, string definitionId) =>
        chart.From(source, port, id, "Elsa.ExecuteWorkflow", Child(definitionId));

    public static (string, string)[] Child(string definitionId) => [("workflowDefinitionId", definitionId), ("waitForCompletion", "true")];
}

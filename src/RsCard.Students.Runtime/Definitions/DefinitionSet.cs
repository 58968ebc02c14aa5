namespace RsCard.Students.Runtime.Definitions;

/// <summary>The definitions that one burst can meet, already loaded.</summary>
/// <param name="ByHash">Those that running instances are on.</param>
/// <param name="FindLatest">What a new child begins with, or null where there is no such definition.</param>
public sealed record DefinitionSet(
    IReadOnlyDictionary<string, WorkflowDefinition> ByHash,
    Func<string, WorkflowDefinition?> FindLatest);

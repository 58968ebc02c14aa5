namespace RsCard.Students.Runtime.Definitions;

/// <summary>A workflow definition: one flowchart, identified by the hash of its content.</summary>
/// <param name="Hash">SHA-256 of the JSON's meaning (white space aside), lower-case hex. Running instances stay on theirs.</param>
/// <param name="DefinitionId">What <c>Elsa.ExecuteWorkflow</c> and the product call it, for example <c>student-path</c>.</param>
/// <param name="Start">The id of the activity that the flowchart begins with.</param>
/// <param name="Json">The text as read.</param>
public sealed record WorkflowDefinition(
    string Hash,
    string DefinitionId,
    int Version,
    string Name,
    string Start,
    IReadOnlyList<Activity> Activities,
    IReadOnlyList<Connection> Connections,
    string Json);

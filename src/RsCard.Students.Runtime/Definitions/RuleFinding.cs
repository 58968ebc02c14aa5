namespace RsCard.Students.Runtime.Definitions;

/// <summary>Something in a definition that would not hold.</summary>
/// <param name="Code">Stable, <c>RULE-nnn</c>; each stands in docs/workflows.md.</param>
/// <param name="ActivityId">Where; null where it concerns the whole definition.</param>
/// <param name="Reason">What would happen.</param>
/// <param name="Better">How to draw it instead.</param>
public sealed record RuleFinding(string Code, string DefinitionId, string? ActivityId, string Reason, string Better)
{
    public override string ToString() => $"{Code} {DefinitionId}{(ActivityId is null ? "" : "/" + ActivityId)}: {Reason} Better: {Better}";
}

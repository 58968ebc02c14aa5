namespace RsCard.Students.Runtime.Definitions;

/// <summary>The definitions of this installation would not hold: the start is refused, with all that is wrong.</summary>
public sealed class RefusedDefinitionsException(IReadOnlyList<RuleFinding> findings) : Exception(string.Join(Environment.NewLine, findings))
{
    public IReadOnlyList<RuleFinding> Findings { get; } = findings;
}

using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What people decided about one entry. Where decisions contradict each other, the one that writes least holds.</summary>
/// <param name="digest">The digest of an attribute of the entry, or (null) of the whole entry.</param>
internal sealed class EntryDecisions(IReadOnlyList<DriftDecision> decisions, Func<string?, string> digest)
{
    /// <summary>The value that stands there was accepted, whatever it was taken for then.</summary>
    public bool Accepts(string attribute) =>
        decisions.Any(decision => decision.Choice == DriftChoice.Accept && decision.Attribute == attribute && IsOnThis(decision));

    /// <summary>Nothing is to be said or done about the situation, or about this attribute in it.</summary>
    public bool Silences(Situation situation, string? attribute) => decisions.Any(decision =>
        decision.Situation == situation
        && (decision.Attribute is null || decision.Attribute == attribute)
        && (decision.Choice == DriftChoice.Exempt || (decision.Choice == DriftChoice.Accept && IsOnThis(decision))));

    public bool Fixes(Situation situation, string? attribute) => decisions.Any(decision =>
        decision.Choice == DriftChoice.Fix
        && decision.Situation == situation
        && (decision.Attribute is null || decision.Attribute == attribute)
        && (decision.Digest is null || IsOnThis(decision)));

    private bool IsOnThis(DriftDecision decision) => decision.Digest is { } decidedOn && decidedOn == digest(decision.Attribute);

    /// <summary>Parts what a person has to decide on into what is to be written after all, and what is left to decide.</summary>
    public (IReadOnlyList<ValueDifference> Written, IReadOnlyList<ValueDifference> Open) Part(Situation situation, IEnumerable<ValueDifference> differences)
    {
        var left = differences.Where(difference => !Silences(situation, difference.Rule.Attribute)).ToLookup(difference => Fixes(situation, difference.Rule.Attribute));
        return ([.. left[true]], [.. left[false]]);
    }
}

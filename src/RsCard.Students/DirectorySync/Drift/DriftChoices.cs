using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Drift;

/// <summary>What a person can decide of a deviation, so that no decision is taken that the planner doesn't carry out. Pure.</summary>
public static class DriftChoices
{
    /// <summary>None: it is mended in the directory itself.</summary>
    public static IReadOnlyList<DriftChoice> Of(PlannedEntry plan) =>
        [.. Enum.GetValues<DriftChoice>().Where(choice => IsPossible(plan, choice))];

    private static bool IsPossible(PlannedEntry plan, DriftChoice choice) => choice switch
    {
        // Whoever stands under the name has to go first: until then the student's entry can't be written.
        _ when plan.Why == PlanReason.NameTaken => false,
        DriftChoice.Fix => CanBeWritten(plan),
        DriftChoice.Accept => plan.Found is not null,
        _ => true,
    };

    private static bool CanBeWritten(PlannedEntry plan) => plan.Situation switch
    {
        Situation.ChangedByHand or Situation.Ended or Situation.Disabled or Situation.Unwanted => true,
        Situation.Malformed => plan.Changes.Count > 0,
        Situation.TwoCandidates => plan.Candidates.Count > 0,
        _ => false,
    };
}

using RsCard.Students.DirectorySync.Mirror;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What the safety brake judges a plan by.</summary>
/// <param name="Read">How the entries were read. Its <see cref="ReadReport.Before"/> is the number at the last run that wasn't held: else a run that is simply tried again would pass.</param>
/// <param name="WantedBefore">How many students the last run that wasn't held was for; 0 before the first.</param>
/// <param name="ExpectedAccount">The DN of the reading account.</param>
/// <param name="Ceilings">What a person has approved for this run, by kind.</param>
/// <param name="ReadOnly">The global switch.</param>
public sealed record BrakeInput(
    ReadReport Read, int WantedBefore, string ExpectedAccount, BrakeOptions Options, IReadOnlyDictionary<PlanKind, int> Ceilings, bool ReadOnly);

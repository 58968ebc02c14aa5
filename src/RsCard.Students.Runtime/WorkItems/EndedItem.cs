namespace RsCard.Students.Runtime.WorkItems;

/// <summary>An item whose handler has come to an end.</summary>
/// <param name="Outcome">Null where it was cancelled: at shutdown, or because the lease is lost.</param>
internal sealed record EndedItem(LeasedWorkItem Item, WorkOutcome? Outcome);

/// <summary>An attempt that failed.</summary>
/// <param name="Detail">For the operator; no personal data.</param>
/// <param name="ForGood">Not tried again: dead, with an incident.</param>
/// <param name="Pause">Until the next attempt, where there is one.</param>
/// <param name="Counts">False where it was only put off: it doesn't come nearer its last attempt.</param>
internal sealed record FailedItem(LeasedWorkItem Item, string Code, string Detail, bool ForGood, TimeSpan Pause, bool Counts = true);

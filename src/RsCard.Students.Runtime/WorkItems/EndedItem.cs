namespace RsCard.Students.Runtime.WorkItems;

/// <summary>An item whose handler has come to an end.</summary>
/// <param name="Outcome">Null where it was cancelled: at shutdown, or because the lease is lost.</param>
internal sealed record EndedItem(LeasedWorkItem Item, WorkOutcome? Outcome);

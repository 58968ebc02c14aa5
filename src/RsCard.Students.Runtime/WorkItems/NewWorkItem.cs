namespace RsCard.Students.Runtime.WorkItems;

/// <summary>An item to be put in the queue.</summary>
/// <param name="Key">One item in flight for each key, in order.</param>
/// <param name="Payload">JSON.</param>
/// <param name="CorrelationId">Where the item shall be cancelled with a case: that case.</param>
/// <param name="Delay">Not before so long from now; null: at once.</param>
public sealed record NewWorkItem(string Kind, string Key, string Payload, Guid? CorrelationId, TimeSpan? Delay = null);

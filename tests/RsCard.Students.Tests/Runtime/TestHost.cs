using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Tests.Runtime;

/// <summary>
/// A product in small: <c>Test.Gate</c> waits for a signal of its own id, <c>Test.Work</c> for an item of its <c>kind</c> with
/// the case as key, <c>Test.Until</c> for a span (with <c>inBreak</c>), <c>Test.Step</c> completes, or throws for a poisoned case.
/// </summary>
internal sealed class TestHost : IWorkflowHost, IActivityDecider
{
    public ConcurrentDictionary<Guid, bool> Poisoned { get; } = [];

    /// <summary>Cases whose writing down is refused by the database.</summary>
    public ConcurrentDictionary<Guid, bool> Unrecordable { get; } = [];

    /// <summary>Runs inside the transaction, before anything is decided.</summary>
    public Func<NpgsqlTransaction, Task> Preparing { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<InstanceAdvance> Advances { get; } = [];

    public async Task<IActivityDecider> PrepareAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken)
    {
        await Preparing(transaction);
        return this;
    }

    public async Task RecordAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceAdvance> advances, CancellationToken cancellationToken)
    {
        if (advances.Any(advance => Unrecordable.ContainsKey(advance.CorrelationId)))
        {
            await using var command = new NpgsqlCommand("select 1 / 0", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var advance in advances)
            Advances.Enqueue(advance);
    }

    public ActivityResult Execute(ActivityContext context)
    {
        var activity = context.Activity;
        return activity.Type switch
        {
            "Test.Gate" => new ActivityResult.Waiting(new Wait.ForSignal(activity.Id, "HsaTeam", context.Now.AddDays(14))),
            "Test.Work" => new ActivityResult.Waiting(new Wait.ForWork(activity.FindInput("kind")!, context.CorrelationId.ToString(), "{}")),
            "Test.Until" => new ActivityResult.Waiting(new Wait.Until(context.Now + TimeSpan.Parse(activity.FindInput("span")!, CultureInfo.InvariantCulture), Enum.Parse<InBreak>(activity.FindInput("inBreak") ?? nameof(InBreak.KeepsRest)))),
            "Test.Step" when Poisoned.ContainsKey(context.CorrelationId) => throw new InvalidOperationException("poisoned, with a person's name"),
            "Test.Step" => new ActivityResult.Completed("Done") { Effects = [activity.Id] },
            _ => new ActivityResult.Faulted("TEST-001", "unknown"),
        };
    }
}

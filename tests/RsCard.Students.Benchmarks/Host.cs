using Npgsql;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Benchmarks;

/// <summary>A product that knows nothing: what is measured is the runtime. The activities are those of <see cref="Charts"/>.</summary>
internal sealed class Host : IWorkflowHost, IActivityDecider
{
    public Task<IActivityDecider> PrepareAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        Task.FromResult<IActivityDecider>(this);

    public Task RecordAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceAdvance> advances, CancellationToken cancellationToken) => Task.CompletedTask;

    public ActivityResult Execute(ActivityContext context) => context.Activity.Type switch
    {
        Charts.Gate => new ActivityResult.Waiting(new Wait.ForSignal(context.Activity.Id, "HsaTeam", context.Now.AddDays(14))),
        Charts.Work => new ActivityResult.Waiting(new Wait.ForWork(Charts.WorkKind, context.CorrelationId.ToString(), """{"activity":"order"}""")),
        Charts.Day => new ActivityResult.Waiting(new Wait.Until(context.Now.AddDays(1))),
        Charts.Now => new ActivityResult.Waiting(new Wait.Until(context.Now)),
        Charts.Step => ActivityResult.Done,
        _ => new ActivityResult.Faulted("BENCH-001", context.Activity.Type),
    };
}

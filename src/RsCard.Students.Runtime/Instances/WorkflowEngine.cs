using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Instances;

public sealed class WorkflowEngine(DefinitionCatalogue catalogue, IWorkflowHost host, BusinessClock clock)
{
    public Task StartAsync(NpgsqlTransaction transaction, IReadOnlyList<StartRequest> starts, CancellationToken cancellationToken) =>
        Task.FromResult((catalogue, host, clock));

    public Task<IReadOnlyList<SignalResult>> SignalAsync(NpgsqlTransaction transaction, IReadOnlyList<Signal> signals, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task LockAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CancelAsync(NpgsqlTransaction transaction, Guid correlationId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OpenStep>> OpenStepsAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

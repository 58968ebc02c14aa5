using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Benchmarks;

/// <summary>One node, registered as the product registers it.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly NpgsqlDataSource data;
    private readonly ServiceProvider services;

    private Node(NpgsqlDataSource data, WorkflowRuntimeOptions options, IEnumerable<IWorkItemHandler> handlers)
    {
        this.data = data;
        var registered = new ServiceCollection().AddSingleton(data).AddSingleton<IWorkflowHost, Host>().AddWorkflowRuntime(options);
        foreach (var handler in handlers)
            registered.AddSingleton(handler);
        registered.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services = registered.BuildServiceProvider();
    }

    public TimerWorker Timers => services.GetRequiredService<TimerWorker>();

    public WorkItemWorker Work => services.GetRequiredService<WorkItemWorker>();

    public WorkItemQueue Queue => services.GetRequiredService<WorkItemQueue>();

    public WorkerLoops Loops => services.GetRequiredService<WorkerLoops>();

    public BusinessClock Clock => services.GetRequiredService<BusinessClock>();

    public static async Task<Node> CreateAsync(
        NpgsqlDataSource data, WorkflowRuntimeOptions options, CancellationToken cancellationToken, params IEnumerable<IWorkItemHandler> handlers)
    {
        var node = new Node(data, options, handlers);
        await node.services.GetRequiredService<DefinitionCatalogue>().AddAsync([Charts.Path, Charts.Order, Charts.Short], cancellationToken);
        await node.Clock.RefreshAsync(cancellationToken);
        return node;
    }

    /// <summary>Starts so many new cases, 500 in a transaction.</summary>
    public async Task StartAsync(WorkflowDefinition definition, int count, CancellationToken cancellationToken)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(500))
        {
            await InTransactionAsync(
                transaction => services.GetRequiredService<WorkflowEngine>().StartAsync(
                    transaction, [.. part.Select(_ => new StartRequest(Guid.NewGuid(), definition.DefinitionId))], cancellationToken),
                cancellationToken);
        }
    }

    public async Task InTransactionAsync(Func<NpgsqlTransaction, Task> act, CancellationToken cancellationToken)
    {
        await using var connection = await data.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await act(transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

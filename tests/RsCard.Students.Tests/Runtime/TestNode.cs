using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests.Runtime;

/// <summary>One node: the runtime as the product registers it, on a test database. Several may stand on one database.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TestNode(TestDatabase database, WorkflowRuntimeOptions options, IWorkItemHandler[] handlers)
    {
        Data = database.DataSource;

        // As an instance, so that the container doesn't dispose of what belongs to the class.
        var registered = new ServiceCollection().AddSingleton(Data).AddSingleton<IWorkflowHost>(Host).AddWorkflowRuntime(options);
        foreach (var handler in handlers)
            registered.AddSingleton(handler);
        services = registered.BuildServiceProvider();
    }

    public static CancellationToken NoToken => CancellationToken.None;

    public NpgsqlDataSource Data { get; }

    public TestHost Host { get; } = new();

    public WorkflowEngine Engine => services.GetRequiredService<WorkflowEngine>();

    public TimerWorker Timers => services.GetRequiredService<TimerWorker>();

    public WorkItemWorker Work => services.GetRequiredService<WorkItemWorker>();

    public WorkItemQueue Queue => services.GetRequiredService<WorkItemQueue>();

    public WorkerLoops Loops => services.GetRequiredService<WorkerLoops>();

    public WorkflowListener Listener => services.GetRequiredService<WorkflowListener>();

    public CaseParking Parking => services.GetRequiredService<CaseParking>();

    public BusinessClock Clock => services.GetRequiredService<BusinessClock>();

    public IncidentStore Incidents => services.GetRequiredService<IncidentStore>();

    public WorkerStatus Status => services.GetRequiredService<WorkerStatus>();

    public DefinitionCatalogue Catalogue => services.GetRequiredService<DefinitionCatalogue>();

    public static Task<TestNode> CreateAsync(TestDatabase database, IReadOnlyCollection<WorkflowDefinition> definitions, params IWorkItemHandler[] handlers) =>
        CreateAsync(database, definitions, new WorkflowRuntimeOptions { Lease = TimeSpan.FromMinutes(10) }, handlers);

    public static async Task<TestNode> CreateAsync(
        TestDatabase database, IReadOnlyCollection<WorkflowDefinition> definitions, WorkflowRuntimeOptions options, params IWorkItemHandler[] handlers)
    {
        var node = new TestNode(database, options, handlers);
        await node.Catalogue.AddAsync(definitions, NoToken);
        await node.Clock.RefreshAsync(NoToken);
        return node;
    }

    public async Task<T> InTransactionAsync<T>(Func<NpgsqlTransaction, Task<T>> act)
    {
        await using var connection = await Data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await act(transaction);
        await transaction.CommitAsync();
        return result;
    }

    public Task InTransactionAsync(Func<NpgsqlTransaction, Task> act) => InTransactionAsync(async transaction =>
    {
        await act(transaction);
        return 0;
    });

    public Task StartAsync(string definitionId, params IReadOnlyList<Guid> cases) => InTransactionAsync(async transaction =>
    {
        await Engine.StartAsync(transaction, [.. cases.Select(id => new StartRequest(id, definitionId))], NoToken);
        return 0;
    });

    public async Task<SignalResult> SignalAsync(Guid @case, string name, string outcome = "Done") =>
        (await InTransactionAsync(transaction => Engine.SignalAsync(transaction, [new Signal(@case, name, outcome)], NoToken)))[0];

    public Task CancelAsync(Guid @case) => InTransactionAsync(async transaction =>
    {
        await Engine.CancelAsync(transaction, @case, NoToken);
        return 0;
    });

    public Task<ParkResult> ParkAsync(Guid @case) =>
        InTransactionAsync(transaction => Parking.ParkAsync(transaction, @case, "a year abroad", "staff:test", NoToken));

    public Task<bool> ResumeAsync(Guid @case) => InTransactionAsync(transaction => Parking.ResumeAsync(transaction, @case, NoToken));

    /// <summary>Ends an incident by hand; committed as the product does it, only when it was resolved.</summary>
    public async Task<Resolution> ResolveAsync(long incident, string? outcome = null)
    {
        await using var connection = await Data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var resolution = await services.GetRequiredService<HandResolution>().ResolveAsync(transaction, incident, new ByHand("done by hand", "staff:test", outcome), NoToken);
        if (resolution is Resolution.Resolved)
            await transaction.CommitAsync();
        return resolution;
    }

    public Task EnqueueAsync(string kind, string key, string payload = "{}") =>
        InTransactionAsync(transaction => Queue.EnqueueAsync(transaction, kind, key, payload, correlationId: null, NoToken));

    public async Task<IReadOnlyList<OpenStep>> OpenStepsAsync(params Guid[] cases)
    {
        await using var connection = await Data.OpenConnectionAsync();
        return await Engine.OpenStepsAsync(connection, cases, NoToken);
    }

    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Data.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public Task<string?> StatusOfAsync(Guid @case, string definitionId) => ScalarAsync<string>(
        "select status from workflow.instance where correlation_id = @case and definition_id = @definitionId", new { @case, definitionId });

    /// <summary>Claims as a worker would, and then does nothing: a node that was killed.</summary>
    public Task<IReadOnlyList<LeasedWorkItem>> ClaimAsync(string kind) => services.GetRequiredService<LeaseStore>().ClaimAsync(kind, 64, NoToken);

    public Task TakeBackAsync(string kind, int maxLost, TimeSpan pause = default) =>
        services.GetRequiredService<LeaseStore>().TakeBackExpiredAsync(kind, new RetryPolicy(pause, pause, MaxAttempts: 3) { MaxLostLeases = maxLost }, NoToken);

    /// <summary>Everything that waits for a retry is due now.</summary>
    public Task RetryNowAsync() => ScalarAsync<int>("update workflow.work_item set due_at = now() where state = 'ready'");

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

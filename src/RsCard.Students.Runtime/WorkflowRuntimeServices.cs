using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.Versions;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Runtime;

/// <summary>The runtime's part of the container.</summary>
public static class WorkflowRuntimeServices
{
    /// <summary>
    /// Registers the runtime. The product registers an <see cref="NpgsqlDataSource"/>, one <see cref="IWorkflowHost"/> and its
    /// <see cref="IWorkItemHandler"/>s, all singletons; and, where this node shall work, <see cref="WorkerLoops"/> as hosted service.
    /// <see cref="InstanceMigration"/> needs an <see cref="IMigrationRecord"/> as well.
    /// </summary>
    /// <param name="options">Null for the defaults, or for options that are registered already.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IServiceCollection AddWorkflowRuntime(this IServiceCollection services, WorkflowRuntimeOptions? options = null)
    {
        DapperTypes.Register();
        options?.Validate();
        services.TryAddSingleton(options ?? new WorkflowRuntimeOptions());
        services.AddLogging();
        services.TryAddSingleton<DefinitionCatalogue>();

        // Not from the container: the product may register the business clock itself as the TimeProvider.
        services.TryAddSingleton(provider => new BusinessClock(provider.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System));
        services.TryAddSingleton<BatchAdvance>();
        services.TryAddSingleton<CaseParking>();
        services.TryAddSingleton<WorkflowEngine>();
        services.TryAddSingleton<EndedInstances>();
        services.TryAddSingleton<IncidentStore>();
        services.TryAddSingleton<InstanceBook>();
        services.TryAddSingleton<DefinitionVersions>();
        services.TryAddSingleton<InstanceMigration>();
        services.TryAddSingleton<WorkflowListener>();
        services.TryAddSingleton<TimerWorker>();
        services.TryAddSingleton<WorkItemQueue>();
        services.TryAddSingleton<LeaseStore>();
        services.TryAddSingleton<WorkItemFinisher>();
        services.TryAddSingleton<WorkerStatus>();
        services.TryAddSingleton<WorkItemWorker>();
        services.TryAddSingleton<WorkerLoops>();
        return services;
    }
}

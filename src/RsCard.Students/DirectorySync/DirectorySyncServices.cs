using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Export;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Preflight;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync;

/// <summary>The directory, in the container: the process's own writes, and the reconciliation of everybody.</summary>
public static class DirectorySyncServices
{
    internal static IServiceCollection AddDirectorySync(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryConnections>();
        services.AddSingleton<DirectoryCheck>();
        services.AddSingleton<OfferedControls>();
        services.AddSingleton<EntryWriter>();
        services.AddSingleton<IRegionDirectory, RegionDirectory>();
        services.AddSingleton<WantedEntries>();
        services.AddSingleton<Identifiers>();
        services.AddSingleton(provider => AttributeMapping.From(provider.GetRequiredService<DirectoryOptions>()));
        services.AddSingleton(provider => DirectoryBranches.From(provider.GetRequiredService<DirectoryOptions>()));
        services.AddSingleton<EntryDigests>();
        services.AddSingleton<EntryPlanner>();
        services.AddSingleton<EntryProofs>();
        services.AddSingleton<EntryErasure>();
        services.AddSingleton<EntrySeals>();
        services.AddSingleton<EntryJournal>();
        services.AddSingleton<ReadOnlySwitch>();
        services.AddSingleton<IWorkItemHandler, DirectoryEntryHandler>();

        services.AddSingleton(provider => new MatchKeys(provider.GetRequiredService<EntryDigests>().KeyedHash));
        services.AddSingleton<DirectoryMirror>();
        services.AddSingleton<MirrorReader>();
        services.AddSingleton<LiveReader>();
        services.AddSingleton<MirroredEntryReader>();
        services.AddSingleton<WantedSet>();
        services.AddSingleton(provider => new SyncPlanner(
            provider.GetRequiredService<AttributeMapping>(),
            provider.GetRequiredService<DirectoryBranches>(),
            provider.GetRequiredService<EntryDigests>().KeyedHash));
        services.AddSingleton<DecisionStore>();
        services.AddSingleton<RunLock>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunBook>();
        services.AddSingleton<OldRuns>();
        services.AddSingleton<OpenRuns>();
        services.AddSingleton<CeilingBook>();
        services.AddSingleton<Brake>();
        services.AddSingleton<PlanBasis>();
        services.AddSingleton<LookBook>();
        services.AddSingleton<StandingRun>();
        services.AddSingleton<SyncLook>();
        services.AddSingleton<SyncMetrics>();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<SyncUndo>();
        services.AddSingleton<PlannedWrites>();
        services.AddSingleton<PlanExport>();
        services.AddSingleton<DriftInbox>();
        services.AddSingleton<DriftDesk>();
        services.AddSingleton<DriftHistory>();
        services.AddSingleton<LiveStand>();
        services.AddSingleton<IntentBook>();
        services.AddSingleton<ItemBook>();
        services.AddSingleton<SyncAttempt>();
        services.AddSingleton<UndoAttempt>();
        services.AddSingleton<IWorkItemHandler, SyncItemHandler>();
        services.AddSingleton<IWorkItemHandler, RunEndHandler>();
        return services;
    }

    /// <summary>Without the reconciliation of everybody, for a node that has no directory of its own but one in memory.</summary>
    public static IServiceCollection RemoveReconciliation(this IServiceCollection services)
    {
        Type[] gone = [typeof(SyncItemHandler), typeof(RunEndHandler), typeof(SyncDirectoryChanges), typeof(SyncDirectoryFull)];
        foreach (var service in services.Where(service => (service.ServiceType == typeof(IWorkItemHandler) || service.ServiceType == typeof(IRecurringJob)) && gone.Contains(service.ImplementationType)).ToList())
            services.Remove(service);
        return services;
    }
}

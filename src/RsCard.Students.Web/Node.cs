using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Recurring;

namespace RsCard.Students.Web;

/// <summary>One process of the installation, put together: what the command line, the pages and the workers have in common.</summary>
public static class Node
{
    /// <summary>Registers the product with its settings.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services, Settings settings)
    {
        settings.AddTo(services);
        services.AddSingleton(settings);
        services.AddSingleton<DayByDay>();
        return services.AddStudents();
    }

    /// <summary>This process works: timers, work items and what recurs, until it is stopped.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services) =>
        services

            // First: it needs the database at its start, and where it can't start no work shall have begun.
            .AddRecurringScheduler()
            .AddHostedService(provider => provider.GetRequiredService<WorkerLoops>())
            .AddHostedService<DirectoryAges>()
            .AddHostedService<CalendarWatch>();

    /// <summary>Reads what a node must know before it does anything: the clock, the definitions and the calendar.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<BusinessClock>().RefreshAsync(cancellationToken);
        await LoadDefinitionsAsync(services, cancellationToken);
        await services.GetRequiredService<OfficeCalendar>().RefreshAsync(cancellationToken);
    }

    /// <summary>
    /// Starts a host and waits until it is told to stop. One that can't start is stopped too: .NET would let go of it as it is, and
    /// workers that had begun would break off, though what they did (a mail, say) had only to be written down.
    /// </summary>
    public static async Task RunAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await host.StopAsync(CancellationToken.None);
            throw;
        }

        await host.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Makes the definitions of <c>workflows/</c> the latest of their ids.</summary>
    /// <exception cref="DefinitionException">One can't be read.</exception>
    /// <exception cref="RefusedDefinitionsException">One would not hold: none of them is loaded.</exception>
    public static async Task LoadDefinitionsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var definitions = await DefinitionFolder.ReadAsync(services.GetRequiredService<Settings>().WorkflowFolder, cancellationToken);
        var findings = DefinitionRules.Check(definitions, services.GetRequiredService<CaseActivities>().Catalogue, CaseProcess.All);
        if (findings.Count > 0)
            throw new RefusedDefinitionsException(findings);
        await services.GetRequiredService<DefinitionCatalogue>().AddAsync(definitions, cancellationToken);
    }
}

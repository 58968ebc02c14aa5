using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web;

/// <summary>One process of the installation, put together: what the command line, the pages and the workers have in common.</summary>
public static class Node
{
    /// <summary>Registers the product with its settings.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services, Settings settings)
    {
        settings.AddTo(services);
        services.AddSingleton(settings);
        return services.AddStudents();
    }

    /// <summary>Reads what a node must know before it does anything: the definitions and the clock.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<BusinessClock>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<DefinitionCatalogue>().LoadFolderAsync(services.GetRequiredService<Settings>().WorkflowFolder, cancellationToken);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RsCard.Students.Recurring;

/// <summary>What recurs, in the container.</summary>
public static class RecurringJobServices
{
    /// <summary>Every job of the product, and what runs them. No schedule: that is the node's.</summary>
    internal static IServiceCollection AddRecurringJobs(this IServiceCollection services)
    {
        RecurringJobs.Register(services);
        return services.AddSingleton<JobDesk>().AddRecurringRuns();
    }

    /// <summary>What runs the jobs that are registered as <see cref="IRecurringJob"/>.</summary>
    public static IServiceCollection AddRecurringRuns(this IServiceCollection services)
    {
        services.TryAddSingleton(new RecurringJobOptions());
        services.TryAddSingleton(NodeName.OfThisProcess);
        return services.AddSingleton<RecurringJobs>().AddSingleton<RecurringRuns>().AddSingleton<RecurringRunner>();
    }
}

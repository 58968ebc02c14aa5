using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace RsCard.Students.Recurring;

/// <summary>The jobs of this release by name.</summary>
public sealed class RecurringJobs
{
    private static readonly IReadOnlyList<Type> OwnTypes =
        [.. Assembly.GetExecutingAssembly().GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IRecurringJob))).OrderBy(type => MarkOf(type).Name, StringComparer.Ordinal)];

    private readonly SortedDictionary<string, (IRecurringJob Job, string Schedule)> byName = new(StringComparer.Ordinal);

    public RecurringJobs(IEnumerable<IRecurringJob> jobs, RecurringJobOptions options)
    {
        foreach (var job in jobs)
        {
            var mark = MarkOf(job.GetType());
            byName.Add(mark.Name, (job, options.Schedules.GetValueOrDefault(mark.Name, mark.Schedule)));
        }
    }

    /// <summary>The names that the settings may use.</summary>
    public static IReadOnlyList<string> OwnNames { get; } = [.. OwnTypes.Select(type => MarkOf(type).Name)];

    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <returns>Null for a name that this release doesn't have.</returns>
    public IRecurringJob? Find(string name) => byName.TryGetValue(name, out var found) ? found.Job : null;

    /// <summary>When the job runs: as the settings say, or as the job itself does.</summary>
    public string ScheduleOf(string name) => byName[name].Schedule;

    internal static void Register(IServiceCollection services)
    {
        foreach (var type in OwnTypes)
            services.AddSingleton(typeof(IRecurringJob), type);
    }

    private static RecursAttribute MarkOf(Type type) =>
        type.GetCustomAttribute<RecursAttribute>() ?? throw new InvalidOperationException($"expected {type.Name} to be marked with {nameof(RecursAttribute)}");
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary>The activities by the type that stands in the JSON: <c>RsCard.</c> and the name of the class.</summary>
public sealed class CaseActivities(IEnumerable<ICaseActivity> activities)
{
    private readonly Dictionary<string, ICaseActivity> byType = activities.ToDictionary(TypeOf);

    private readonly Dictionary<string, DueCount> dueBySignal = activities
        .Where(activity => activity.Shape.Waits == WaitKind.Signal)
        .ToDictionary(activity => activity.Shape.WaitsFor ?? "", activity => activity.Due, StringComparer.Ordinal);

    /// <summary>What a definition may use, with the runtime's own.</summary>
    public ActivityCatalogue Catalogue { get; } = new(activities.ToDictionary(TypeOf, activity => activity.Shape));

    /// <summary>What the due date of the step that waits for a signal is counted in; days for a timer, and for a signal of an earlier release.</summary>
    internal DueCount DueOf(string? signal) => dueBySignal.GetValueOrDefault(signal ?? "", DueCount.Days);

    internal static void Register(IServiceCollection services)
    {
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICaseActivity))))
            services.AddSingleton(typeof(ICaseActivity), type);
    }

    internal ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        byType.TryGetValue(context.Activity.Type, out var activity)
            ? activity.Execute(context, facts with { Subject = context.Subject })
            : new ActivityResult.Faulted("WF-002", $"No activity of the type {context.Activity.Type}.");

    private static string TypeOf(ICaseActivity activity) => $"RsCard.{activity.GetType().Name}";
}

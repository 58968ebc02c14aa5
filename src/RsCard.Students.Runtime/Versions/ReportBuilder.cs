using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Versions;

/// <summary>Adds up what becomes of the instances.</summary>
internal sealed class ReportBuilder(MigrationOrder order)
{
    private readonly Dictionary<(string From, string To, WaitKind Waits), int> stands = [];
    private readonly List<StayingInstance> stay = [];
    private int moved;

    public int Instances => moved + stay.Count;

    public void Add(CaseInstance instance, PlannedInstance? planned, MigrationResult.Refused? refused)
    {
        if (refused is not null)
            stay.Add(new StayingInstance(instance.CorrelationId, instance.Id, refused.Code, refused.ActivityId, refused.Reason));
        if (planned is null)
            return;
        moved++;
        foreach (var place in planned.Steps.Select(step => (step.From, step.To, step.Waits)).Distinct())
            stands[place] = stands.GetValueOrDefault(place) + 1;
    }

    public void Add(ReportBuilder other)
    {
        moved += other.moved;
        stay.AddRange(other.stay);
        foreach (var (place, count) in other.stands)
            stands[place] = stands.GetValueOrDefault(place) + count;
    }

    public MigrationReport ToReport(IReadOnlyDictionary<string, long> children) =>
        new(Instances, moved, InOrder(), Missing(), stay, children);

    private List<StandingStep> InOrder()
    {
        var place = order.From.Activities.Select((activity, index) => (activity.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        return [.. stands.OrderBy(stand => place[stand.Key.From]).Select(stand => new StandingStep(stand.Key.From, stand.Key.To, stand.Key.Waits, stand.Value))];
    }

    private List<string> Missing() => [.. order.From.Activities.Select(activity => activity.Id).Where(id => order.Mapping.FindNew(id) is null)];
}

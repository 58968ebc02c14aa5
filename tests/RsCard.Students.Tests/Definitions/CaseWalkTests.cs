using Bogus;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Tests.Definitions;

/// <summary>Whole cases, children included, walked at random through the product's definitions: what holds of each must hold of all together.</summary>
public sealed class CaseWalkTests
{
    private const int Walks = 400;
    private const int MostWalks = 20_000;
    private const int LongestWalk = 500;

    private static readonly DefinitionSet Definitions = new(
        ProductDefinitions.All.ToDictionary(definition => definition.Hash),
        id => ProductDefinitions.All.SingleOrDefault(definition => definition.DefinitionId == id));

    [Fact]
    public void D60_Every_case_ends_with_one_owner_for_each_open_step_on_the_way_and_nothing_left()
    {
        var run = new HashSet<string>();
        foreach (var root in CaseProcess.All)
        {
            for (var walk = 0; walk < Walks; walk++)
                Walk(root, new Randomizer(walk), run);
        }

        // What only a rare turn leads to is looked for as long as it takes; what no walk reaches is dead.
        var all = ProductDefinitions.All.SelectMany(definition => definition.Activities, (definition, activity) => $"{definition.DefinitionId}/{activity.Id}").ToList();
        for (var walk = Walks; walk < MostWalks && !run.IsSupersetOf(all); walk++)
            Walk(CaseProcess.Enrolment, new Randomizer(walk), run);
        Assert.Equal(all.Order(StringComparer.Ordinal), run.Order(StringComparer.Ordinal));
    }

    /// <summary>Whatever is open has a name that people understand, in both languages.</summary>
    [Fact]
    public void D60_Every_step_that_may_be_open_has_its_text()
    {
        var named =
            from definition in ProductDefinitions.All
            from activity in definition.Activities
            let shape = ProductDefinitions.Catalogue.Find(activity)
            where shape is { IsListener: false, Waits: WaitKind.Signal or WaitKind.Timer }
            where OpenSteps.FindText(definition.DefinitionId, activity.Id) is null
            select $"{definition.DefinitionId}/{activity.Id}";
        Assert.Empty(named);
    }

    private static void Walk(string root, Randomizer random, HashSet<string> run)
    {
        var decider = new RandomDecider(random);
        var running = new Dictionary<Guid, CaseInstance>();
        Burst(burst => burst.Start(Definitions.FindLatest(root)!));
        for (var step = 0; running.Count > 0; step++)
        {
            Assert.True(step < LongestWalk, $"{root}, walk {random}: still under way after {step} steps");
            Judge(running.Values);

            // What ends a case whatever it is doing comes seldom, or no walk would come far.
            var movable = Movable(running.Values);
            var ordinary = movable.FindAll(step => step.Instance.DefinitionId is not ("enrolment" or "period-end"));
            var (instance, open) = random.ListItem(ordinary.Count > 0 && random.Int(1, 30) > 1 ? ordinary : movable);
            var shape = ProductDefinitions.Catalogue.Find(Definitions.ByHash[instance.DefinitionHash].Activities.Single(activity => activity.Id == open.ActivityId))!;
            Burst(burst => Assert.True(burst.Resume(instance.Id, open.Number, [random.ListItem(shape.Outcomes.ToList())])));
        }

        void Burst(Action<CaseBurst> act)
        {
            var burst = new CaseBurst(Guid.NewGuid(), running.Values, Definitions, decider, default, Guid.CreateVersion7);
            act(burst);
            Assert.Empty(burst.Faults);
            foreach (var change in burst.Changes)
            {
                run.UnionWith(change.Journal.Select(entry => $"{change.Before.DefinitionId}/{entry.ActivityId}"));
                if (change.Status == InstanceStatus.Suspended)
                    running[change.Before.Id] = change.Before with { State = FlowchartState.FromJson(change.State.ToJson()), Revision = change.Before.Revision + 1 };
                else
                    running.Remove(change.Before.Id);
            }
        }
    }

    private static void Judge(IReadOnlyCollection<CaseInstance> running)
    {
        Assert.Contains(running, instance => instance.ParentId is null);
        var open = running.SelectMany(instance => instance.State.Open).ToList();
        var people = open.Where(step => step.Waits == WaitKind.Signal).ToList();
        Assert.All(people, step => Assert.False(string.IsNullOrEmpty(step.Owner)));
        Assert.Equal(people.Count, people.DistinctBy(step => step.Name).Count());
        Assert.DoesNotContain(open, step => step.Waits == WaitKind.Event);
        Assert.Contains(Movable(running), step => step.Open.Name != "withdrawal");
    }

    /// <summary>All that waits but for a child, which goes on by itself.</summary>
    private static List<(CaseInstance Instance, OpenExecution Open)> Movable(IReadOnlyCollection<CaseInstance> running) =>
        [.. running.SelectMany(instance => instance.State.Open.Where(open => open.Waits != WaitKind.Child), (instance, open) => (instance, open))];

    private sealed class RandomDecider(Randomizer random) : IActivityDecider
    {
        public ActivityResult Execute(ActivityContext context)
        {
            var shape = ProductDefinitions.Catalogue.Find(context.Activity)!;
            return shape.Waits switch
            {
                null => new ActivityResult.Completed(random.ListItem(shape.Outcomes.ToList())),
                _ when shape.MayNotWait && random.Bool() => shape.Waits == WaitKind.Signal ? new ActivityResult.Completed(random.ListItem(shape.Outcomes.ToList())) : ActivityResult.Done,
                WaitKind.Signal => new ActivityResult.Waiting(new Wait.ForSignal(shape.WaitsFor!, shape.Owner!)),
                WaitKind.Work => new ActivityResult.Waiting(new Wait.ForWork(shape.WaitsFor!, "student", "{}")),
                _ => new ActivityResult.Waiting(new Wait.Until(default)),
            };
        }
    }
}

using Bogus;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Tests.Definitions;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Cases;

/// <summary>What each activity says of itself is what it does.</summary>
public sealed class ActivityShapeTests
{
    private static readonly DateOnly Today = new(2027, 3, 3);
    private static readonly DateTimeOffset Now = new(2027, 3, 3, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. ProductDefinitions.Activities.Select(activity => activity.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Activity_answers_what_it_promises_and_nothing_else(string name)
    {
        var activity = ProductDefinitions.Activities.Single(activity => activity.GetType().Name == name);
        var random = new Randomizer(20270303);
        var outcomes = new HashSet<string>();
        var waits = new HashSet<(WaitKind, string?, string?)>();
        for (var turn = 0; turn < 8_000; turn++)
        {
            switch (activity.Execute(Context(name, activity.Shape, random), Facts(random)))
            {
                case ActivityResult.Completed completed:
                    outcomes.UnionWith(completed.Outcomes);
                    break;
                case ActivityResult.Waiting waiting:
                    var open = OpenExecution.From(1, name, waiting.For, Now);
                    waits.Add((open.Waits, open.Name, open.Owner));
                    break;
                case var other:
                    Assert.Fail($"{name}: {other}");
                    break;
            }
        }

        var shape = activity.Shape;
        if (shape.Waits is { } kind)
        {
            Assert.Equal((kind, shape.WaitsFor, shape.Owner), Assert.Single(waits));
            Assert.Equal(shape.MayNotWait, outcomes.Count > 0);
            Assert.Subset(kind == WaitKind.Signal ? shape.Outcomes.ToHashSet() : ["Done"], outcomes);
        }
        else
        {
            Assert.Empty(waits);
            Assert.Equal(shape.Outcomes.Order(), outcomes.Order());
        }
    }

    [Fact]
    public void Step_that_waits_for_a_person_has_one_owner_and_a_signal_of_its_own()
    {
        var people = ProductDefinitions.Activities.Select(activity => activity.Shape).Where(shape => shape.Waits == WaitKind.Signal).ToList();
        Assert.All(people, shape => Assert.NotEqual("", shape.Owner));
        Assert.Equal(people.Count, people.DistinctBy(shape => shape.WaitsFor).Count());
        Assert.All(people, shape => Assert.Equal(shape.IsListener, shape.Owner == Owners.Nobody));
    }

    private static ActivityContext Context(string name, ActivityShape shape, Randomizer random)
    {
        var inputs = shape.Inputs.Where(input => input.IsRequired || random.Bool()).Select(input => (input.Name, random.ListItem(input.Values!.ToList()))).ToArray();
        var chart = new ChartBuilder("chart").Then("one", $"RsCard.{name}", inputs).Build();
        return new ActivityContext(chart.Activities[1], chart, Guid.NewGuid(), Guid.NewGuid(), 1, Now);
    }

    private static CaseFacts Facts(Randomizer random)
    {
        var id = new CaseId(Guid.NewGuid());
        string[] states = ["applied", "expected", "at-station", "handed-over", "revoked", CardState.InDirectoryActive, CardState.InDirectoryInactive];
        DateOnly Day() => Today.AddDays(random.Int(-60, 60));
        return new CaseFacts(
            id,
            new StudentId(Guid.NewGuid()),
            random.ArrayElement([CasePath.Service, CasePath.ServiceHome, CasePath.Foreign, CasePath.NoAddress, CasePath.Halmstad]),
            Day(),
            Day().AddDays(random.Int(0, 120)),
            random.ArrayElement([null, "approved", "own-card", "rejected", "asked"]),
            random.Bool(),
            random.Bool() ? new CardFacts(Guid.NewGuid(), random.Bool() ? id : new CaseId(Guid.NewGuid()), random.ArrayElement(["service", "reserve"]), random.ArrayElement(states), random.Bool() ? Day() : null, random.Bool() ? Day() : null, random.Bool() ? Day() : null) : null,
            random.Bool() ? new DirectoryCardFacts(random.ArrayElement(states), random.Bool(), random.Bool() ? Day() : null, random.Bool()) : null,
            [.. Enumerable.Range(0, random.Int(0, 2)).Select(_ => new PlacementFacts(
                Guid.NewGuid(), random.ArrayElement(["public", "private", "halmstad"]), random.Bool() ? Day() : null, random.Bool() ? Day() : null,
                random.Bool(), random.Bool(), random.Bool(), random.Bool()))],
            random.ArrayElement([null, "approved", "rejected"]),
            random.ArrayElement([null, "approved", "rejected"]),
            random.Bool(),
            random.Bool(),
            random.Bool(),
            random.Bool(),
            random.Bool())
        {
            CopiedPassportValidTo = random.Bool() ? Day() : null,
            IsLongest = random.Bool(),
            EndedInBreak = random.Bool(),
        };
    }
}

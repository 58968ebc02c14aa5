using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>
/// Whatever the chart and wherever an instance stands in it: after a migration it goes on as an instance would that was on the
/// new chart from the beginning, but for what it has done already.
/// </summary>
public sealed class MigrationPropertyTests
{
    private const int Charts = 1_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_inserted_anywhere_is_never_refused_and_all_that_is_to_come_comes_once(bool loops) => Check(loops, (chart, random) =>
    {
        var story = new Story(chart, random, loops);
        if (story.IsOver)
            return;
        var edited = chart.WithInsertion(random);
        edited = random.Next(2) == 0 ? edited.WithInsertion(random) : edited;
        story.Played.MoveTo(edited.Build());
        story.PlayRound();
        var scratch = new Story(edited, random, story.Seed, edited.Build());

        if (!loops || story.Rounds == 0)
        {
            // Of what the old chart knew: done before and done now are together what the new chart does from the beginning.
            scratch.PlayRound();
            Assert.Equal(Known(story, scratch.Played.Executed), Known(story, [.. story.Before, .. story.Played.Executed]));
        }

        Assert.Empty(story.Before.Intersect(story.Played.Executed));
        AssertOnce(story);
        AssertNextRoundIsLike(scratch, story);
        Assert.Equal(story.Played.Open, scratch.Played.Open);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_else_is_changed_nothing_is_done_twice_and_nothing_starves(bool loops)
    {
        var moved = 0;
        Check(loops, (chart, random) =>
        {
            var story = new Story(chart, random, loops);
            if (story.IsOver)
                return;
            var edited = chart.WithChange(random);
            edited = random.Next(2) == 0 ? edited.WithChange(random) : edited;
            var definition = edited.Build();
            if (IsBroken(definition) || story.Played.Plan(definition) is MigrationResult.Refused)
                return;
            moved++;
            story.Played.MoveTo(definition);
            story.PlayRound();

            Assert.Empty(story.Before.Intersect(story.Played.Executed));
            AssertOnce(story);
            if (!loops)
                AssertAllWasVisited(story, definition);
            AssertNextRoundIsLike(new Story(edited, random, story.Seed, definition), story);
        });

        // Otherwise the property would hold because everything is refused.
        Assert.InRange(moved, Charts / 10, Charts);
    }

    /// <summary>A way past the head of the loop: such a chart fails from its beginning, too.</summary>
    private static bool IsBroken(WorkflowDefinition definition) =>
        definition.Connections.Any(connection => FlowGraph.Of(definition).IsBack(connection) && !FlowGraph.Of(definition).IsValidBack(connection));

    private static void AssertOnce(Story story) => Assert.Equal(story.Played.Executed.Count, story.Played.Executed.Distinct().Count());

    /// <summary>Finished, or passed over because the path to it is dead.</summary>
    private static void AssertAllWasVisited(Story story, WorkflowDefinition definition)
    {
        Assert.Equal(InstanceStatus.Finished, story.Played.Status);
        var reached = definition.Connections.Select(connection => connection.Target).ToHashSet();
        Assert.DoesNotContain(reached, id => story.Played.State.Visits.GetValueOrDefault(id) == 0);
    }

    private static void AssertNextRoundIsLike(Story scratch, Story story)
    {
        if (!story.Played.Open.SequenceEqual(["tail"]))
            return;
        scratch.PlayRound();
        story.PlayAgain();

        // An edited chart may end, with these decisions, before its loop does: then its first round is its last, and the next one here is like it.
        if (scratch.Played.Open.SequenceEqual(["tail"]))
            scratch.PlayAgain();
        else
            scratch.Played.Executed.Remove("start");
        Assert.Equal(scratch.Played.Executed.Order(StringComparer.Ordinal), story.Played.Executed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Known(Story story, IEnumerable<string> executed) => executed.Where(story.Knew).Order(StringComparer.Ordinal);

    private static void Check(bool loops, Action<RandomChart, Random> holds) => SeededCheck.Holds(Charts, random => holds(RandomChart.Create(random, loops), random));

    /// <summary>An instance that has gone some way, each decision being made by the activity's name alone.</summary>
    private sealed class Story
    {
        private readonly Random random;
        private readonly HashSet<string> known;

        public Story(RandomChart chart, Random random, bool loops)
            : this(chart, random, random.Next(), chart.Build())
        {
            for (var steps = random.Next(12); steps > 0 && Played.State.Open.Count > 0; steps--)
            {
                if (Played.Open.SequenceEqual(["tail"]) && ++Rounds > 0)
                    Played.Executed.Clear();
                FinishOne(loops);
            }

            Before = [.. Played.Executed];
        }

        public Story(RandomChart chart, Random random, int seed, WorkflowDefinition definition)
        {
            (this.random, Seed) = (random, seed);
            known = [.. definition.Activities.Select(activity => activity.Id)];
            Outcome = id => !chart.Decides(id) ? "Done" : (StableHash(id) ^ seed) % 2 == 0 ? "A" : "B";
            Played = PlayedChart.Start(definition, Outcome);
        }

        public int Seed { get; }

        /// <summary>How often it has been round before.</summary>
        public int Rounds { get; private set; }

        public PlayedChart Played { get; }

        /// <summary>What was executed in this round before the migration.</summary>
        public IReadOnlyList<string> Before { get; } = [];

        public bool IsOver => Played.State.Open.Count == 0;

        private Func<string, string> Outcome { get; }

        public bool Knew(string id) => known.Contains(id);

        /// <summary>Until nothing but the end of the loop is open.</summary>
        public void PlayRound()
        {
            while (Played.State.Open.Count > 0 && !Played.Open.SequenceEqual(["tail"]))
                FinishOne(again: false);
        }

        /// <summary>Once more round, from its beginning to its end.</summary>
        public void PlayAgain()
        {
            Played.Executed.Clear();
            Played.Finish("tail:Again");
            PlayRound();
        }

        private void FinishOne(bool again)
        {
            var open = Played.Open.Where(id => id != "tail").ToList();
            var id = open.Count == 0 ? "tail" : open[random.Next(open.Count)];
            Played.Finish($"{id}:{(id == "tail" && again ? "Again" : Outcome(id))}");
        }

        private static int StableHash(string text) => text.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter)) & int.MaxValue;
    }
}

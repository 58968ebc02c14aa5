using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>500 damages of every kind: each is found and named, what may be mended is, and a second plan writes nothing.</summary>
public sealed class TreeDamageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4711)]
    public void Every_damage_is_found_and_named_and_nothing_else_is(int seed)
    {
        var right = RightTree.Of(students: 600, closed: 60, employees: 50, others: 50);
        var damages = Damage(right, 500, seed);
        Assert.Equal(Enum.GetValues<DamageKind>(), damages.Select(damage => damage.What).Distinct().Order());

        var expected = damages.Select(damage => (damage.Student, damage.Situation, damage.Kind)).OrderBy(line => line.Student?.Value).ThenBy(line => line.Situation);
        var planned = right.Plan().Entries.Select(entry => (entry.Student, entry.Situation, entry.Kind)).OrderBy(line => line.Student?.Value).ThenBy(line => line.Situation);
        Assert.Equal(expected, planned);
    }

    [Fact]
    public void What_may_be_mended_is_mended_and_the_rest_waits()
    {
        var right = RightTree.Of(students: 600);
        var damages = Damage(right, 500, seed: 7);
        right.Apply(right.Plan());
        var second = right.Plan();
        Assert.Empty(second.Writes);
        Assert.Equal(damages.Count(damage => damage.Kind == PlanKind.Decide), second.Entries.Count);
    }

    [Fact]
    public void Person_who_says_fix_to_all_leaves_only_what_nobody_but_they_can_mend()
    {
        var right = RightTree.Of(students: 600);
        Damage(right, 500, seed: 7);
        right.Apply(right.Plan());
        var fixes = right.Plan().Entries
            .Select(entry => new DriftDecision(entry.Student, entry.Found?.EntryUuid ?? OwnUuid(right, entry), entry.Situation, null, DriftChoice.Fix, null, null))
            .ToList();
        right.Apply(right.Plan(fixes));
        Assert.Equal([Situation.AlsoEmployee], right.Plan(fixes).Entries.Select(entry => entry.Situation).Distinct());
    }

    [Fact]
    public void Same_seed_makes_the_same_damages()
    {
        var right = RightTree.Of(students: 30);
        Assert.Equal(Steps(3), Steps(3));
        Assert.NotEqual(Steps(3), Steps(4));

        List<string> Steps(int seed) => [.. TreeDamage.Make(right.Targets(), RightTree.Ground, 30, seed).Select(damage => $"{damage.What} {damage.Student}")];
    }

    private static IReadOnlyList<Damage> Damage(RightTree right, int count, int seed)
    {
        var damages = TreeDamage.Make(right.Targets(), RightTree.Ground, count, seed);
        foreach (var step in damages.SelectMany(damage => damage.Steps))
            right.Tree.Apply(step);
        return damages;
    }

    private static Guid OwnUuid(RightTree right, PlannedEntry entry) => right.Wanted.Single(wanted => wanted.Student == entry.Student).Proved!.EntryUuid;
}

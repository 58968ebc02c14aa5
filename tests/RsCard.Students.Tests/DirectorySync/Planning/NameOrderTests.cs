using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>A name is free before it is taken.</summary>
public sealed class NameOrderTests
{
    private readonly RightTree right = RightTree.Of(students: 4);

    [Fact]
    public void Entry_that_stands_under_anothers_name_goes_first()
    {
        // 0 is gone, 1 took its name, 2 took that of 1, 3 that of 2: only from the end can they go back.
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(0)));
        for (var student = 1; student < 4; student++)
            right.Tree.Apply(new TreeStep.Rename(right.DnOf(student), $"uid={right.Wanted[student - 1].Entry.RsId}", NewParent: null));
        var plan = right.Plan();
        Assert.Equal([PlanKind.Move, PlanKind.Move, PlanKind.Move, PlanKind.Add], plan.Entries.Select(entry => entry.Kind));
        right.Apply(plan);
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void Entries_that_changed_names_with_each_other_are_a_persons_to_sort_out()
    {
        right.Tree.Apply(new TreeStep.Rename(right.DnOf(0), "uid=between", NewParent: null));
        right.Tree.Apply(new TreeStep.Rename(right.DnOf(1), "uid=100000", NewParent: null));
        right.Tree.Apply(new TreeStep.Rename("uid=between," + RightTree.Ground.Students, "uid=100001", NewParent: null));
        Assert.Equal([(Situation.OtherIdentity, PlanKind.Decide), (Situation.OtherIdentity, PlanKind.Decide)], right.Plan().Entries.Select(entry => (entry.Situation, entry.Kind)));
    }
}

using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>Whatever has happened on both sides.</summary>
public sealed class PlanPropertyTests
{
    private const int Trees = 500;

    [Fact]
    public void Plan_that_was_carried_out_leaves_nothing_to_write() => Check((right, _) =>
    {
        var first = right.Plan();
        right.Apply(first);

        // What was closed just now, and is long past its time, goes at the next run, and with it the name it had.
        var closed = first.Writes.Where(entry => entry.Kind == PlanKind.Close).Select(entry => entry.Student).ToHashSet();
        var second = right.Plan();
        if (second.Writes.Any(entry => entry.Kind == PlanKind.Delete && closed.Contains(entry.Student)))
        {
            right.Apply(second);
            second = right.Plan();
        }

        Assert.Empty(second.Writes);
    });

    [Fact]
    public void Nothing_but_what_is_ours_is_ever_changed() => Check((right, _) =>
    {
        var before = right.Tree.Mirror().ToDictionary(entry => entry.EntryUuid);
        right.Apply(right.Plan());
        foreach (var after in right.Tree.Mirror().Where(entry => before.ContainsKey(entry.EntryUuid)))
        {
            foreach (var attribute in new[] { "cardState", "title" })
                Assert.Equal(before[after.EntryUuid].ValuesOf(attribute), after.ValuesOf(attribute));
            foreach (var attribute in DirectoryNames.Unique.Where(name => before[after.EntryUuid].ValuesOf(name).Count > 0))
                Assert.Equal(before[after.EntryUuid].ValuesOf(attribute), after.ValuesOf(attribute));
        }
    });

    [Fact]
    public void D8_Employees_entries_are_never_written_and_none_comes_among_them() => Check((right, _) =>
    {
        var before = Employees(right);
        var plan = right.Plan();
        Assert.DoesNotContain(plan.Writes, entry => entry.Found?.Branch == DirectoryBranch.Employees);
        right.Apply(plan);
        Assert.Equal(before, Employees(right));
    });

    [Fact]
    public void Each_entry_is_used_once_and_each_student_gets_one_write_at_most() => Check((right, _) =>
    {
        var plan = right.Plan();
        Assert.Equal(plan.Writes.Count(entry => entry.Student is not null), plan.Writes.Select(entry => entry.Student).OfType<RsCard.Students.Database.StudentId>().Distinct().Count());
        foreach (var entries in plan.Entries.Where(entry => entry.Found is not null).GroupBy(entry => entry.Found!.EntryUuid))
            Assert.Single(entries.Select(entry => entry.Student).Distinct());
    });

    [Fact]
    public void Order_of_the_inputs_means_nothing() => Check((right, random) =>
    {
        var found = right.Tree.Mirror().ToArray();
        var wanted = right.Wanted.ToArray();
        var plan = PlanText.Of(right.Planner.Plan(wanted, found, [], RightTree.Today));
        random.Shuffle(found);
        random.Shuffle(wanted);
        Assert.Equal(plan, PlanText.Of(right.Planner.Plan(wanted, found, [], RightTree.Today)));
    });

    [Fact]
    public void Student_alone_is_planned_for_as_among_all() => Check((right, _) =>
    {
        var found = right.Tree.Mirror();
        foreach (var one in right.Wanted)
        {
            var alone = right.Planner.PlanOne(one, [.. found.Where(entry => IsAsked(one, entry))], [], RightTree.Today);
            var among = right.Plan().Entries.FirstOrDefault(entry => entry.Student == one.Student);

            // What another student has to do with the entry is known only among all: it can stop a write, never cause one.
            if (among is not null && among.Kind is not (PlanKind.Decide or PlanKind.Nothing))
                Assert.Equal(PlanText.Of(among), PlanText.Of(alone));
        }
    });

    [Fact]
    public void Change_that_somebody_made_of_a_proved_value_is_never_overwritten() => Check((right, _) =>
    {
        var wanted = right.Wanted.ToDictionary(one => one.Student);
        foreach (var write in right.Plan().Writes.Where(entry => entry is { Student: not null, Found: not null }))
        {
            if (wanted[write.Student!.Value].Proved is not { } proof || proof.EntryUuid != write.Found!.EntryUuid)
                continue;
            var now = right.Mapping.Digests(write.Found, MemoryTree.Hash);
            foreach (var change in write.Changes)
                Assert.Equal(proof.Digests[change.Attribute], now[change.Attribute]);
        }
    });

    private static void Check(Action<RightTree, Random> holds) => SeededCheck.Holds(Trees, random => holds(RandomTree.Of(random), random));

    /// <summary>What a search for one student finds.</summary>
    private static bool IsAsked(WantedStudent one, MirroredEntry entry) =>
        one.Proved?.EntryUuid == entry.EntryUuid
        || entry.ValuesOf(DirectoryNames.RsId).Contains(one.Entry.RsId, StringComparer.OrdinalIgnoreCase)
        || entry.ValuesOf(DirectoryNames.HsaId).Contains(one.Entry.HsaId, StringComparer.OrdinalIgnoreCase)
        || (entry.PersonalNumberKey is { } number && number == one.PersonalNumberKey);

    private static List<string> Employees(RightTree right) =>
        [.. right.Tree.Mirror().Where(entry => entry.Branch == DirectoryBranch.Employees).Select(entry => $"{entry.EntryUuid} {entry.EntryCsn} {entry.Dn}").Order(StringComparer.Ordinal)];
}

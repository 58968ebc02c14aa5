using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>Which entry is whose: by entryUUID, RSid, HSA-id and personal number, never by name (D-3).</summary>
public sealed class MatchingTests
{
    private readonly RightTree right = RightTree.Of(students: 3);

    [Theory]
    [InlineData(DirectoryNames.RsId)]
    [InlineData(DirectoryNames.HsaId)]
    [InlineData(DirectoryNames.PersonalNumber)]
    public void Any_one_identifier_is_enough(string kept)
    {
        right.Change(1, wanted => wanted with { Proved = null });
        foreach (var other in new[] { DirectoryNames.RsId, DirectoryNames.HsaId, DirectoryNames.PersonalNumber }.Where(name => name != kept))
            right.ByHand(1, other);
        Assert.Equal((Situation.Outdated, PlanKind.Modify), Only());
    }

    [Fact]
    public void Proved_entryUUID_is_enough()
    {
        right.ByHand(1, DirectoryNames.RsId);
        right.ByHand(1, DirectoryNames.HsaId);
        right.ByHand(1, DirectoryNames.PersonalNumber);
        Assert.Equal((Situation.ChangedByHand, PlanKind.Decide), Only());
    }

    [Fact]
    public void D3_Same_name_and_nothing_else_is_somebody_else()
    {
        right.Change(1, wanted => wanted with { Proved = null });
        right.ByHand(1, DirectoryNames.RsId);
        right.ByHand(1, DirectoryNames.HsaId);
        right.ByHand(1, DirectoryNames.PersonalNumber);
        right.Tree.Apply(new TreeStep.Rename(right.DnOf(1), "uid=by-hand", NewParent: null));
        Assert.Equal([PlanKind.Add, PlanKind.Decide], right.Plan().Entries.Select(entry => entry.Kind));
        Assert.Equal([Situation.Missing, Situation.Unwanted], right.Plan().Entries.Select(entry => entry.Situation));
    }

    [Fact]
    public void Two_entries_with_the_same_number_are_a_persons_to_match()
    {
        Duplicate(1);
        var planned = right.PlanOnly();
        Assert.Equal((Situation.TwoCandidates, PlanKind.Decide), (planned.Situation, planned.Kind));
        Assert.Null(planned.Found);
        Assert.Equal(2, planned.Candidates.Count);
    }

    [Theory]
    [InlineData(DirectoryNames.RsId, "999999")]
    [InlineData(DirectoryNames.HsaId, "SE2321000255-X1")]
    [InlineData(DirectoryNames.PersonalNumber, "200001019803")]
    public void Entry_with_another_identifier_than_ours_is_never_written(string attribute, string value)
    {
        right.ByHand(1, attribute, value);
        right.Change(1, wanted => wanted with { Entry = wanted.Entry with { Email = "ny@larosate.example" } });
        Assert.Equal((Situation.OtherIdentity, PlanKind.Decide), Only());
    }

    [Fact]
    public void D52_HSA_id_is_one_whatever_its_case()
    {
        right.ByHand(1, DirectoryNames.HsaId, "se2321000255-u000001");
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void D53_Number_that_we_wrote_and_that_has_changed_since_is_ours_to_change()
    {
        right.Change(1, wanted => wanted with { PersonalNumberKey = MemoryTree.Hash("200001019803"), Entry = wanted.Entry with { PersonalNumber = "200001019803" } });
        var change = Assert.Single(right.PlanOnly().Changes);
        Assert.Equal((DirectoryNames.PersonalNumber, "200001019803"), (change.Attribute, Assert.Single(change.To)));
        Assert.Empty(change.From);
    }

    [Fact]
    public void Number_that_we_do_not_know_is_never_taken_away()
    {
        right.Change(1, wanted => wanted with { Proved = null, PersonalNumberKey = null, Entry = wanted.Entry with { PersonalNumber = null } });
        Assert.Equal((Situation.ChangedByHand, PlanKind.Decide), Only());
    }

    [Fact]
    public void Entry_that_two_students_are_known_by_is_used_for_neither()
    {
        right.Change(1, wanted => wanted with { Proved = null });
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(1)));
        right.ByHand(0, DirectoryNames.HsaId, "SE2321000255-U000001");
        var plan = right.Plan();
        Assert.Equal([(Situation.OtherIdentity, right.Wanted[0].Student), (Situation.OtherIdentity, right.Wanted[1].Student)], plan.Entries.Select(entry => (entry.Situation, entry.Student!.Value)));
        Assert.Single(plan.Entries, entry => entry.Found is not null);
        Assert.Empty(plan.Writes);
    }

    [Fact]
    public void D8_Employee_with_the_same_number_is_told_of_and_stops_nothing()
    {
        AddEmployee((DirectoryNames.PersonalNumber, right.Wanted[1].Entry.PersonalNumber!));
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(1)));
        Assert.Equal([(Situation.Missing, PlanKind.Add), (Situation.AlsoEmployee, PlanKind.Nothing)], right.Plan().Entries.Select(entry => (entry.Situation, entry.Kind)));
    }

    [Fact]
    public void D8_Entry_that_somebody_moved_among_the_employees_is_never_fetched_back_nor_doubled()
    {
        right.Tree.Apply(new TreeStep.Rename(right.DnOf(1), "uid=100001", RightTree.Ground.Employees));
        Assert.Equal((Situation.AlsoEmployee, PlanKind.Decide), Only());
    }

    [Fact]
    public void Our_RSid_in_an_employees_entry_stops_a_second_entry_with_it()
    {
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(1)));
        AddEmployee((DirectoryNames.RsId, "100001"));
        Assert.Equal((Situation.AlsoEmployee, PlanKind.Decide), Only());
    }

    [Fact]
    public void Employee_by_name_alone_counts_whatever_the_mirror_says_of_the_branch()
    {
        right.Change(1, wanted => wanted with { Entry = wanted.Entry with { Email = "ny@larosate.example" } });
        right.Tree.Apply(new TreeStep.Rename(right.DnOf(1), "uid=100001", RightTree.Ground.Employees));
        var found = right.Tree.Mirror().Select(entry => entry with { Branch = DirectoryBranch.Students }).ToList();
        Assert.Empty(right.Planner.Plan(right.Wanted, found, [], RightTree.Today).Writes);
    }

    [Fact]
    public void Name_that_an_unwanted_entry_has_is_not_taken()
    {
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(1)));
        right.Tree.Apply(new TreeStep.Add(right.DnOf(1), new Dictionary<string, IReadOnlyList<string>> { ["cn"] = ["Ingen Vill"] }));
        Assert.Equal([Situation.OtherIdentity, Situation.Unwanted], right.Plan().Entries.Select(entry => entry.Situation).Order());
        Assert.Empty(right.Plan().Writes);
    }

    [Fact]
    public void Entry_that_was_read_twice_counts_once_as_it_was_last()
    {
        var before = right.Tree.Mirror();
        right.ByHand(1, DirectoryNames.Email, "hand@annat.example");
        var both = before.Concat(right.Tree.Mirror()).ToList();
        var planned = Assert.Single(right.Planner.Plan(right.Wanted, both, [], RightTree.Today).Entries);
        Assert.Equal(Situation.ChangedByHand, planned.Situation);
    }

    private (Situation Situation, PlanKind Kind) Only()
    {
        var planned = right.PlanOnly();
        return (planned.Situation, planned.Kind);
    }

    private void Duplicate(int student) => right.Tree.Apply(new TreeStep.Add(
        "uid=double," + RightTree.Ground.Other, new Dictionary<string, IReadOnlyList<string>> { [DirectoryNames.PersonalNumber] = [right.Wanted[student].Entry.PersonalNumber!] }));

    private void AddEmployee(params (string Name, string Value)[] values) => right.Tree.Apply(new TreeStep.Add(
        "uid=anstalld," + RightTree.Ground.Employees, values.ToDictionary(value => value.Name, value => (IReadOnlyList<string>)[value.Value])));
}

using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>Every situation by its name.</summary>
public sealed class SyncPlannerTests
{
    private static readonly string[] EveryAttribute = ["cn", "givenName", "hsaIdentity", "mail", "personalIdentityNumber", "rsId", "sn", "studentPeriodEnd", "studentPeriodStart", "studentStatus"];

    private readonly RightTree right = RightTree.Of(students: 3, employees: 2, others: 2);

    [Fact]
    public void Right_tree_has_an_empty_plan()
    {
        var plan = right.Plan();
        Assert.Empty(plan.Entries);
        Assert.Equal((3, 7), (plan.Wanted, plan.Found));
        Assert.Equal(Situation.InSync, right.Planner.PlanOne(right.Wanted[0], right.Tree.Mirror(), [], RightTree.Today).Situation);
    }

    [Fact]
    public void Missing_entry_is_added_with_the_identifiers_it_had()
    {
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(1)));
        var planned = Expect(Situation.Missing, PlanKind.Add, right.Wanted[1].Student);
        Assert.Equal(EveryAttribute, planned.Changes.Select(change => change.Attribute).Order(StringComparer.Ordinal));
        Assert.Equal(["100001"], To(planned, DirectoryNames.RsId));
        Assert.Null(planned.Found);
    }

    [Fact]
    public void Closed_student_without_an_entry_gets_none()
    {
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(1)));
        right.Change(1, wanted => wanted with { Life = EntryLife.Closed });
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void D7_Entry_that_we_never_had_is_moved_from_the_wrong_branch_with_all_that_is_ours()
    {
        right.Change(1, wanted => wanted with { Proved = null });
        right.ByHand(1, DirectoryNames.RsId);
        right.ByHand(1, DirectoryNames.Email, "gammal@annat.example");
        MoveTo(1, RightTree.Ground.Other);
        var planned = Expect(Situation.WrongBranch, PlanKind.Move, right.Wanted[1].Student);
        Assert.Equal(["rsId", "mail"], planned.Changes.Select(change => change.Attribute));
    }

    [Fact]
    public void Entry_that_somebody_moved_out_is_moved_back()
    {
        MoveTo(1, RightTree.Ground.Other);
        Assert.Empty(Expect(Situation.MovedByHand, PlanKind.Move, right.Wanted[1].Student).Changes);
    }

    [Fact]
    public void What_was_changed_by_hand_is_not_overwritten_by_a_move()
    {
        right.ByHand(1, DirectoryNames.Email, "hand@annat.example");
        MoveTo(1, RightTree.Ground.Other);
        var plan = right.Plan();
        Assert.Equal([(Situation.MovedByHand, PlanKind.Move), (Situation.ChangedByHand, PlanKind.Decide)], Lines(plan));
        Assert.Empty(plan.Entries[0].Changes);
    }

    [Theory]
    [InlineData("uid=other")]
    [InlineData("cn=Åsa Öberg")]
    [InlineData("uid=100001+cn=x")]
    [InlineData("uid=1000012")]
    public void Renamed_entry_gets_its_name_back(string rdn)
    {
        right.Tree.Apply(new TreeStep.Rename(right.DnOf(1), rdn, NewParent: null));
        Assert.Empty(Expect(Situation.Renamed, PlanKind.Move, right.Wanted[1].Student).Changes);
    }

    [Theory]
    [InlineData("UID = 100001,OU=personal  under utbildning,O=Region Skåne, L=Skåne Län, C=se")]
    [InlineData("uid=100001,ou=Term 1,ou=Personal under utbildning,o=Region Skåne,l=Skåne län,c=SE")]
    public void Names_are_compared_as_a_directory_compares_them(string dn)
    {
        var found = right.Tree.Mirror().Select(entry => entry.Dn == right.DnOf(1) ? entry with { Dn = dn } : entry).ToList();
        Assert.Empty(right.Planner.Plan(right.Wanted, found, [], RightTree.Today).Entries);
    }

    [Fact]
    public void Our_own_change_is_written_and_nothing_else()
    {
        right.Change(1, wanted => wanted with { Entry = wanted.Entry with { Email = "ny@larosate.example" } });
        var change = Assert.Single(Expect(Situation.Outdated, PlanKind.Modify, right.Wanted[1].Student).Changes);
        Assert.Equal(("mail", "student1@larosate.example", "ny@larosate.example"), (change.Attribute, Assert.Single(change.From), Assert.Single(change.To)));
    }

    [Fact]
    public void Difference_in_an_entry_that_was_never_proved_is_ours_to_write()
    {
        right.Change(1, wanted => wanted with { Proved = null });
        right.ByHand(1, DirectoryNames.Email, "annan@annat.example");
        Expect(Situation.Outdated, PlanKind.Modify, right.Wanted[1].Student);
    }

    [Theory]
    [InlineData(DirectoryNames.Email, "hand@annat.example")]
    [InlineData(DirectoryNames.FamilyName, "Ängsö")]
    [InlineData(DirectoryNames.RsId)]
    [InlineData(DirectoryNames.PersonalNumber)]
    public void What_was_changed_by_hand_is_a_persons_to_decide(string attribute, params string[] values)
    {
        right.ByHand(1, attribute, values);
        Assert.Equal(attribute, Assert.Single(Expect(Situation.ChangedByHand, PlanKind.Decide, right.Wanted[1].Student).Changes).Attribute);
    }

    [Fact]
    public void Our_change_is_written_beside_one_made_by_hand()
    {
        right.ByHand(1, DirectoryNames.FamilyName, "Ängsö");
        right.Change(1, wanted => wanted with { Entry = wanted.Entry with { Email = "ny@larosate.example" } });
        var plan = right.Plan();
        Assert.Equal([(Situation.Outdated, PlanKind.Modify), (Situation.ChangedByHand, PlanKind.Decide)], Lines(plan));
        Assert.Equal("mail", Assert.Single(plan.Entries[0].Changes).Attribute);
    }

    [Fact]
    public void Changed_by_hand_to_what_is_wanted_now_is_right()
    {
        right.ByHand(1, DirectoryNames.Email, "ny@larosate.example");
        right.Change(1, wanted => wanted with { Entry = wanted.Entry with { Email = "ny@larosate.example" } });
        Assert.Empty(right.Plan().Entries);
    }

    [Theory]
    [InlineData(DirectoryNames.Status, "ended")]
    [InlineData(DirectoryNames.Status, "ENDED")]
    [InlineData(DirectoryNames.PeriodEnd, "20261122120000Z")]
    public void Entry_that_somebody_ended_is_a_persons_to_decide(string attribute, string value)
    {
        right.ByHand(1, attribute, value);
        Expect(Situation.Ended, PlanKind.Decide, right.Wanted[1].Student);
    }

    [Fact]
    public void D33_Entry_that_we_closed_is_reopened_with_the_RSid_it_had()
    {
        var closed = RightTree.Of(students: 2, closed: 1);
        closed.Change(0, wanted => wanted with { Life = EntryLife.Open, Entry = wanted.Entry with { Closed = false, ValidTo = RightTree.Today.AddYears(1) } });
        var planned = closed.PlanOnly();
        Assert.Equal((Situation.Ended, PlanKind.Reopen), (planned.Situation, planned.Kind));
        Assert.Equal(["studentPeriodEnd", "studentStatus"], planned.Changes.Select(change => change.Attribute));
    }

    [Fact]
    public void D35_Period_that_is_over_is_no_end_while_the_grace_time_goes_on()
    {
        var graced = RightTree.Of(students: 1);
        graced.Change(0, wanted => wanted with { Entry = wanted.Entry with { ValidTo = RightTree.Today.AddDays(-3) } });
        graced.ByHand(0, DirectoryNames.PeriodEnd, "20261120120000Z");
        Assert.Empty(graced.Plan().Entries);
    }

    [Fact]
    public void Period_that_is_over_on_both_sides_is_corrected_and_opens_nothing()
    {
        right.Change(1, wanted => wanted with { Proved = null, Entry = wanted.Entry with { ValidTo = RightTree.Today.AddDays(-3) } });
        right.ByHand(1, DirectoryNames.PeriodEnd, "20261118120000Z");
        Expect(Situation.Outdated, PlanKind.Modify, right.Wanted[1].Student);
    }

    [Fact]
    public void D3_Period_that_was_entered_by_hand_and_still_runs_is_never_made_shorter()
    {
        right.Change(1, wanted => wanted with { Proved = null });
        right.ByHand(1, DirectoryNames.PeriodStart, "20200101120000Z");
        right.ByHand(1, DirectoryNames.PeriodEnd, "20350101120000Z");
        Assert.Empty(right.Plan().Entries);
        right.ByHand(1, DirectoryNames.PeriodEnd, "20270101120000Z");
        Assert.Equal("studentPeriodEnd", Assert.Single(Expect(Situation.Outdated, PlanKind.Modify, right.Wanted[1].Student).Changes).Attribute);
    }

    [Fact]
    public void Disabled_entry_is_opened_by_nobody_but_a_person()
    {
        right.Change(1, wanted => wanted with { Proved = null });
        right.ByHand(1, DirectoryNames.Status, "disabled");
        Expect(Situation.Disabled, PlanKind.Decide, right.Wanted[1].Student);
    }

    [Fact]
    public void D35_Entry_that_should_be_closed_is_closed()
    {
        right.Change(1, wanted => wanted with { Life = EntryLife.Closed });
        Assert.Equal(["ended"], To(Expect(Situation.StillOpen, PlanKind.Close, right.Wanted[1].Student), DirectoryNames.Status));
    }

    [Fact]
    public void Disabled_entry_that_should_be_closed_is_left_as_it_is()
    {
        right.Change(1, wanted => wanted with { Life = EntryLife.Closed });
        right.ByHand(1, DirectoryNames.Status, "disabled");
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void Entry_that_we_closed_and_somebody_opened_is_a_persons_to_decide()
    {
        var closed = RightTree.Of(students: 1, closed: 1);
        closed.ByHand(0, DirectoryNames.Status, "active");
        Assert.Equal((Situation.ChangedByHand, PlanKind.Decide), Lines(closed.Plan()).Single());
    }

    [Fact]
    public void Closed_students_entry_outside_the_student_branch_is_never_written()
    {
        right.Change(1, wanted => wanted with { Life = EntryLife.Closed });
        MoveTo(1, RightTree.Ground.Other);
        Expect(Situation.MovedByHand, PlanKind.Decide, right.Wanted[1].Student);
        right.Change(1, wanted => wanted with { Proved = null });
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void D35_Entry_that_was_closed_for_long_is_deleted()
    {
        var closed = RightTree.Of(students: 2, closed: 1);
        closed.Change(0, wanted => wanted with { Life = EntryLife.Erasable });
        Assert.Equal((Situation.PastItsTime, PlanKind.Delete), Lines(closed.Plan()).Single());
    }

    [Fact]
    public void Open_entry_is_closed_before_it_is_deleted_and_an_unproved_one_is_never_deleted()
    {
        right.Change(1, wanted => wanted with { Life = EntryLife.Erasable });
        Expect(Situation.StillOpen, PlanKind.Close, right.Wanted[1].Student);
        right.ByHand(1, DirectoryNames.Status, "ended");
        right.Change(1, wanted => wanted with { Proved = null });
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void Entry_that_nobody_wants_is_a_persons_to_decide_while_it_is_open()
    {
        right.Wanted.RemoveAt(1);
        Expect(Situation.Unwanted, PlanKind.Decide, student: null);
        right.Tree.Apply(new TreeStep.Replace("uid=100001," + RightTree.Ground.Students, DirectoryNames.Status, ["ended"]));
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void Unwanted_entries_can_be_ignored()
    {
        right.Wanted.RemoveAt(1);
        var ignoring = new SyncPlanner(right.Mapping, RightTree.Branches with { IgnoresUnwanted = true }, MemoryTree.Hash);
        Assert.Empty(ignoring.Plan(right.Wanted, right.Tree.Mirror(), [], RightTree.Today).Entries);
    }

    [Fact]
    public void Student_whom_the_process_writes_right_now_is_left_alone()
    {
        right.Change(1, wanted => wanted with { IsMoving = true });
        right.ByHand(1, DirectoryNames.Email, "hand@annat.example");
        Expect(Situation.Moving, PlanKind.Nothing, right.Wanted[1].Student);
    }

    private PlannedEntry Expect(Situation situation, PlanKind kind, StudentId? student)
    {
        var planned = right.PlanOnly();
        Assert.Equal((situation, kind, student), (planned.Situation, planned.Kind, planned.Student));
        if (student is not null)
        {
            var one = right.Planner.PlanOne(right.Wanted.Single(wanted => wanted.Student == student), right.Tree.Mirror(), [], RightTree.Today);
            Assert.Equal((situation, kind), (one.Situation, one.Kind));
        }

        return planned;
    }

    private void MoveTo(int student, string parent) => right.Tree.Apply(new TreeStep.Rename(right.DnOf(student), "uid=" + right.Wanted[student].Entry.RsId, parent));

    private static IReadOnlyList<string> To(PlannedEntry planned, string attribute) => Assert.Single(planned.Changes, change => change.Attribute == attribute).To;

    private static IEnumerable<(Situation Situation, PlanKind Kind)> Lines(SyncPlan plan) => plan.Entries.Select(entry => (entry.Situation, entry.Kind));
}

using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>What a person decided holds until its end, and no longer.</summary>
public sealed class DecisionTests
{
    private readonly RightTree right = RightTree.Of(students: 3);

    public DecisionTests() => right.ByHand(1, DirectoryNames.Email, "hand@annat.example");

    [Theory]
    [InlineData(null)]
    [InlineData(DirectoryNames.Email)]
    public void Fix_writes_what_we_want(string? attribute)
    {
        var planned = right.PlanOnly(Decision(Situation.ChangedByHand, DriftChoice.Fix, attribute));
        Assert.Equal((PlanKind.Modify, "mail"), (planned.Kind, Assert.Single(planned.Changes).Attribute));
    }

    [Theory]
    [InlineData(Situation.ChangedByHand, DirectoryNames.FamilyName)]
    [InlineData(Situation.Malformed, DirectoryNames.Email)]
    public void Fix_of_something_else_writes_nothing(Situation situation, string attribute) =>
        Assert.Equal(PlanKind.Decide, right.PlanOnly(Decision(situation, DriftChoice.Fix, attribute)).Kind);

    [Fact]
    public void Fix_that_was_decided_on_another_value_writes_nothing()
    {
        var decision = Decision(Situation.ChangedByHand, DriftChoice.Fix, DirectoryNames.Email, digest: Digest(DirectoryNames.Email));
        Assert.Equal(PlanKind.Modify, right.PlanOnly(decision).Kind);
        right.ByHand(1, DirectoryNames.Email, "igen@annat.example");
        Assert.Equal(PlanKind.Decide, right.PlanOnly(decision).Kind);
    }

    [Fact]
    public void Accepted_value_is_left_until_it_changes_again()
    {
        var accepted = Decision(Situation.ChangedByHand, DriftChoice.Accept, DirectoryNames.Email, digest: Digest(DirectoryNames.Email));
        Assert.Empty(right.Plan(accepted).Entries);
        right.ByHand(1, DirectoryNames.Email, "igen@annat.example");
        Assert.Equal(Situation.ChangedByHand, right.PlanOnly(accepted).Situation);
    }

    [Fact]
    public void Accepted_value_that_was_proved_since_is_not_taken_for_our_own()
    {
        var found = right.Tree.Get(right.DnOf(1));
        right.Change(1, wanted => wanted with { Proved = wanted.Proved! with { Digests = right.Mapping.Digests(found, MemoryTree.Hash) } });
        Assert.Equal(PlanKind.Modify, right.PlanOnly().Kind);
        Assert.Empty(right.Plan(Decision(Situation.ChangedByHand, DriftChoice.Accept, DirectoryNames.Email, digest: Digest(DirectoryNames.Email))).Entries);
    }

    [Fact]
    public void Accepting_without_saying_what_accepts_nothing() =>
        Assert.Equal(PlanKind.Decide, right.PlanOnly(Decision(Situation.ChangedByHand, DriftChoice.Accept, DirectoryNames.Email)).Kind);

    [Fact]
    public void Exemption_is_silent_through_its_last_day()
    {
        var exempt = Decision(Situation.ChangedByHand, DriftChoice.Exempt, DirectoryNames.Email, RightTree.Today);
        Assert.Empty(right.Plan(exempt).Entries);
        Assert.Equal(Situation.ChangedByHand, right.PlanOnly(exempt with { Until = RightTree.Today.AddDays(-1) }).Situation);
        Assert.Equal(Situation.ChangedByHand, right.PlanOnly(exempt with { Until = null }).Situation);
    }

    [Fact]
    public void Exemption_goes_before_a_fix() =>
        Assert.Empty(right.Plan([
            Decision(Situation.ChangedByHand, DriftChoice.Fix, attribute: null),
            Decision(Situation.ChangedByHand, DriftChoice.Exempt, DirectoryNames.Email, RightTree.Today)]).Entries);

    [Fact]
    public void Decision_about_another_student_or_entry_means_nothing()
    {
        var fix = Decision(Situation.ChangedByHand, DriftChoice.Fix, attribute: null);
        Assert.Equal(PlanKind.Decide, right.PlanOnly(fix with { Student = right.Wanted[0].Student }).Kind);
        Assert.Equal(PlanKind.Decide, right.PlanOnly(fix with { EntryUuid = Guid.NewGuid() }).Kind);
    }

    [Theory]
    [InlineData("ended", Situation.Ended)]
    [InlineData("disabled", Situation.Disabled)]
    public void Fix_reopens_what_somebody_shut(string status, Situation situation)
    {
        var shut = RightTree.Of(students: 2);
        shut.ByHand(1, DirectoryNames.Status, status);
        var planned = shut.PlanOnly(new DriftDecision(shut.Wanted[1].Student, Uuid(shut, 1), situation, null, DriftChoice.Fix, null, null));
        Assert.Equal((PlanKind.Reopen, situation), (planned.Kind, planned.Situation));
    }

    [Fact]
    public void Fix_puts_our_one_value_where_several_stood()
    {
        right.ByHand(1, DirectoryNames.Email, "student1@larosate.example", "second@annat.example");
        var planned = right.PlanOnly(Decision(Situation.Malformed, DriftChoice.Fix, attribute: null));
        Assert.Equal((PlanKind.Modify, "student1@larosate.example"), (planned.Kind, Assert.Single(Assert.Single(planned.Changes).To)));
    }

    [Fact]
    public void Fix_says_which_of_two_candidates_is_the_students()
    {
        var two = RightTree.Of(students: 2);
        two.Tree.Apply(new TreeStep.Add("uid=double," + RightTree.Ground.Other, new Dictionary<string, IReadOnlyList<string>> { [DirectoryNames.PersonalNumber] = [two.Wanted[1].Entry.PersonalNumber!] }));
        var (own, other) = (Uuid(two, 1), two.Tree.Get("uid=double," + RightTree.Ground.Other).EntryUuid);
        var fix = new DriftDecision(two.Wanted[1].Student, own, Situation.TwoCandidates, null, DriftChoice.Fix, null, null);
        Assert.Empty(two.Plan(fix).Entries);

        // The other one can't get identifiers that the first still has.
        Assert.Equal((Situation.OtherIdentity, PlanKind.Decide), Line(two.PlanOnly(fix with { EntryUuid = other })));
        Assert.Equal((Situation.TwoCandidates, PlanKind.Decide), Line(two.PlanOnly([fix, fix with { EntryUuid = other }])));
    }

    [Fact]
    public void Fix_closes_an_unwanted_entry_and_never_deletes_it()
    {
        var unwanted = RightTree.Of(students: 2);
        var uuid = Uuid(unwanted, 1);
        unwanted.Wanted.RemoveAt(1);
        var planned = unwanted.PlanOnly(new DriftDecision(null, uuid, Situation.Unwanted, null, DriftChoice.Fix, null, null));
        Assert.Equal((PlanKind.Close, "ended"), (planned.Kind, Assert.Single(Assert.Single(planned.Changes).To)));
    }

    [Theory]
    [InlineData(DriftChoice.Fix)]
    [InlineData(DriftChoice.Accept)]
    public void D8_No_decision_writes_an_employees_entry(DriftChoice choice)
    {
        var moved = RightTree.Of(students: 2);
        moved.Tree.Apply(new TreeStep.Rename(moved.DnOf(1), "uid=100001", RightTree.Ground.Employees));
        var found = moved.Tree.Get("uid=100001," + RightTree.Ground.Employees);
        var decision = new DriftDecision(moved.Wanted[1].Student, found.EntryUuid, Situation.AlsoEmployee, null, choice, null, moved.Planner.DigestOf(found, null));
        Assert.Empty(moved.Plan(decision).Writes);
    }

    [Theory]
    [InlineData(Situation.Missing)]
    [InlineData(Situation.MovedByHand)]
    [InlineData(Situation.StillOpen)]
    [InlineData(Situation.Outdated)]
    [InlineData(Situation.PastItsTime)]
    [InlineData(Situation.Renamed)]
    public void What_would_mend_itself_can_be_exempted(Situation situation)
    {
        var tree = RightTree.Of(students: 2, closed: situation == Situation.PastItsTime ? 1 : 0);
        var uuid = situation == Situation.Missing ? Guid.Empty : Uuid(tree, 0);
        switch (situation)
        {
            case Situation.Missing:
                tree.Tree.Apply(new TreeStep.Delete(tree.DnOf(0)));
                break;
            case Situation.MovedByHand:
                tree.Tree.Apply(new TreeStep.Rename(tree.DnOf(0), "uid=100000", RightTree.Ground.Other));
                break;
            case Situation.Renamed:
                tree.Tree.Apply(new TreeStep.Rename(tree.DnOf(0), "uid=hand", NewParent: null));
                break;
            case Situation.Outdated:
                tree.Change(0, wanted => wanted with { Entry = wanted.Entry with { Email = "ny@larosate.example" } });
                break;
            default:
                tree.Change(0, wanted => wanted with { Life = situation == Situation.StillOpen ? EntryLife.Closed : EntryLife.Erasable });
                break;
        }

        Assert.Equal(situation, tree.PlanOnly().Situation);
        Assert.Empty(tree.Plan(new DriftDecision(tree.Wanted[0].Student, uuid, situation, null, DriftChoice.Exempt, RightTree.Today, null)).Entries);
    }

    private DriftDecision Decision(Situation situation, DriftChoice choice, string? attribute, DateOnly? until = null, string? digest = null) =>
        new(right.Wanted[1].Student, Uuid(right, 1), situation, attribute, choice, until, digest);

    private string Digest(string attribute) => right.Planner.DigestOf(right.Tree.Get(right.DnOf(1)), attribute);

    private static Guid Uuid(RightTree tree, int student) => tree.Wanted[student].Proved!.EntryUuid;

    private static (Situation Situation, PlanKind Kind) Line(PlannedEntry planned) => (planned.Situation, planned.Kind);
}

using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.Tests.DirectorySync;

public sealed class EntryPlannerTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly EntryPlanner Planner = new(AttributeMapping.Default);

    private static readonly WantedEntry Wanted = new(
        "100001", "SE2321000255-U000001", "200001019803", "Åsa", "Öberg", "asa@larosate.example", new(2026, 9, 1), new(2029, 6, 8), Closed: false);

    private static readonly FoundEntry Right = new(
        "uid=100001,ou=Personal under utbildning,o=Region Skåne,l=Skåne län,c=SE",
        Guid.NewGuid(),
        "csn",
        DirectoryBranch.Students,
        Wanted.RsId,
        Wanted.HsaId,
        Wanted.PersonalNumber,
        "Åsa Öberg",
        "Åsa",
        "Öberg",
        Wanted.Email,
        Wanted.ValidFrom,
        Wanted.ValidTo,
        FoundEntry.Active,
        Card: null);

    [Fact]
    public void Nobody_in_the_directory_is_added_with_every_attribute_we_are_master_of()
    {
        var plan = Assert.IsType<EntryPlan.Add>(Planner.Plan(Wanted, [], Today));
        Assert.Equal(Planner.Attributes(Wanted), plan.Attributes);
        Assert.Equal("20290608120000Z", Assert.Single(plan.Attributes, attribute => attribute.Name == "studentPeriodEnd").Value);
    }

    [Fact]
    public void Entry_that_already_matches_is_left_untouched() =>
        Assert.Equal(new EntryPlan.Nothing(Right), Planner.Plan(Wanted, [Right], Today));

    [Fact]
    public void Card_facts_are_not_ours_to_change() =>
        Assert.IsType<EntryPlan.Nothing>(Planner.Plan(Wanted, [Right with { Card = new FoundCard("1", "active", true, Today) }], Today));

    [Fact]
    public void Only_what_differs_is_changed()
    {
        var plan = Assert.IsType<EntryPlan.Modify>(Planner.Plan(Wanted, [Right with { Email = "old@larosate.example", ValidTo = Wanted.ValidTo.AddDays(-1) }], Today));
        Assert.Equal([new("mail", Wanted.Email), new("studentPeriodEnd", "20290608120000Z")], plan.Changes);
        Assert.False(plan.Reopens);
    }

    [Fact]
    public void Missing_status_is_written() =>
        Assert.Equal([new AttributeValue("studentStatus", "active")], Assert.IsType<EntryPlan.Modify>(Planner.Plan(Wanted, [Right with { Status = null }], Today)).Changes);

    [Fact]
    public void D7_Ended_entry_is_reopened()
    {
        Assert.True(Assert.IsType<EntryPlan.Modify>(Planner.Plan(Wanted, [Right with { Status = FoundEntry.Ended }], Today)).Reopens);
        Assert.True(Assert.IsType<EntryPlan.Modify>(Planner.Plan(Wanted, [Right with { ValidTo = Today.AddDays(-1) }], Today)).Reopens);
        Assert.False(Assert.IsType<EntryPlan.Modify>(Planner.Plan(Wanted, [Right with { ValidTo = Today }], Today)).Reopens);
    }

    [Fact]
    public void Closing_an_entry_that_has_ended_does_not_reopen_it() =>
        Assert.False(Assert.IsType<EntryPlan.Modify>(Planner.Plan(
            Wanted with { Closed = true, ValidTo = Today.AddDays(-40) }, [Right with { ValidTo = Today.AddDays(-40) }], Today)).Reopens);

    [Fact]
    public void D7_Entry_of_the_wrong_branch_is_moved_though_all_its_values_are_right()
    {
        var elsewhere = Right with { Branch = DirectoryBranch.Other };
        var move = Assert.IsType<EntryPlan.Move>(Planner.Plan(Wanted, [elsewhere], Today));
        Assert.Equal((elsewhere, Wanted.RsId), (move.Entry, move.RsId));
        Assert.Empty(move.Changes);
    }

    [Fact]
    public void D8_Employees_entry_is_never_a_candidate()
    {
        var employee = Right with { Branch = DirectoryBranch.Employees, RsId = null, HsaId = null };
        Assert.IsType<EntryPlan.Add>(Planner.Plan(Wanted, [employee], Today));
        Assert.IsType<EntryPlan.Nothing>(Planner.Plan(Wanted, [employee, Right], Today));
    }

    [Fact]
    public void Two_candidates_are_a_persons_to_decide() =>
        Assert.Equal("DIR-010", Conflict([Right, Right with { EntryUuid = Guid.NewGuid(), Branch = DirectoryBranch.Other }]));

    [Fact]
    public void RSid_of_somebody_else_is_never_taken_over() =>
        Assert.Equal("DIR-011", Conflict([Right with { PersonalNumber = "200001019811" }]));

    [Fact]
    public void Entry_with_another_RSid_than_ours_is_left_for_a_person() =>
        Assert.Equal("DIR-012", Conflict([Right with { RsId = "100002" }]));

    [Fact]
    public void HSA_id_that_is_there_is_never_changed() =>
        Assert.Equal("DIR-012", Conflict([Right with { HsaId = "SE2321000255-X1" }]));

    [Fact]
    public void Several_values_where_one_is_expected_are_left_for_a_person() =>
        Assert.IsType<EntryPlan.Nothing>(Planner.Plan(Wanted, [Right with { More = new Dictionary<string, IReadOnlyList<string>> { ["mail"] = ["second@annat.example"] } }], Today));

    [Fact]
    public void Attribute_that_only_the_mapping_knows_is_kept_in_step_too()
    {
        var mapping = AttributeMapping.From(new DirectoryOptions { Mapping = { ["displayName"] = new() { Value = "{familyName}" }, ["mail"] = new() { Master = "merge" } } });
        var planner = new EntryPlanner(mapping);
        var found = Right with { Email = "own@annat.example", More = new Dictionary<string, IReadOnlyList<string>> { ["displayName"] = ["Berg"] } };
        Assert.Equal(
            [new("mail", Wanted.Email, IsBeside: true), new("displayName", "Öberg")],
            Assert.IsType<EntryPlan.Modify>(planner.Plan(Wanted, [found], Today)).Changes);
    }

    [Fact]
    public void Entry_without_RSid_gets_ours() =>
        Assert.Equal([new AttributeValue("rsId", Wanted.RsId)], Assert.IsType<EntryPlan.Modify>(Planner.Plan(Wanted, [Right with { RsId = null }], Today)).Changes);

    private static string Conflict(IReadOnlyList<FoundEntry> found) => Assert.IsType<EntryPlan.Conflict>(Planner.Plan(Wanted, found, Today)).Code;
}

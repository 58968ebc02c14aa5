using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

/// <summary>The directory in memory does to a plan what the region's does.</summary>
public sealed class SimulatedDirectoryTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly EntryPlanner Planner = new(AttributeMapping.Default);

    private static readonly WantedEntry Wanted = new(
        "100001", "SE2321000255-U1", "199001019802", "Åsa", "Öberg", "asa@larosate.example", new(2027, 1, 18), new(2027, 6, 6), Closed: false);

    private readonly SimulatedDirectory directory = new();

    [Fact]
    public async Task Planned_entry_is_found_as_wanted_by_each_of_its_keys()
    {
        await ApplyAsync(Wanted);
        foreach (var key in new[] { EntryKey.RsId("100001"), EntryKey.HsaId("SE2321000255-U1"), EntryKey.PersonalNumber("199001019802") })
            Assert.IsType<EntryPlan.Nothing>(Planner.Plan(Wanted, await FindAsync(key), Today));
        Assert.Equal(DirectoryBranch.Students, Assert.Single(await FindAsync(EntryKey.RsId("100001"))).Branch);
    }

    [Fact]
    public async Task Entry_in_the_wrong_branch_is_moved_and_keeps_its_entryUUID()
    {
        var other = new FoundEntry("uid=x,ou=Other", Guid.NewGuid(), "0", DirectoryBranch.Other, null, null, Wanted.PersonalNumber, "Åsa Öberg", "Åsa", "Öberg", null, null, null, null, Card: null);
        directory.Plant(other);
        Assert.Equal(other.EntryUuid, Assert.IsType<ApplyResult.Applied>(await ApplyAsync(Wanted)).EntryUuid);
        Assert.Equal((1, DirectoryBranch.Students), (directory.Count, Assert.Single(await FindAsync(EntryKey.RsId("100001"))).Branch));
    }

    [Fact]
    public async Task Entry_that_changed_since_it_was_read_is_left_alone()
    {
        await ApplyAsync(Wanted);
        var read = await FindAsync(EntryKey.RsId("100001"));
        await ApplyAsync(Wanted with { Email = "ny@larosate.example" });
        var late = await directory.ApplyAsync(Planner.Plan(Wanted with { Closed = true }, read, Today), now: null, CancellationToken.None);
        Assert.Equal("DIR-005", Assert.IsType<ApplyResult.Changed>(late).Code);
        Assert.Equal(FoundEntry.Active, Assert.Single(await FindAsync(EntryKey.RsId("100001"))).Status);
    }

    [Fact]
    public async Task RSid_that_stands_in_another_entry_is_refused()
    {
        await ApplyAsync(Wanted);
        var twice = await directory.ApplyAsync(new EntryPlan.Add(Planner.Attributes(Wanted with { HsaId = "SE2321000255-U2" })), now: null, CancellationToken.None);
        Assert.Equal("DIR-011", Assert.IsType<ApplyResult.Refused>(twice).Code);
        Assert.Equal(1, directory.Count);
    }

    private async Task<ApplyResult> ApplyAsync(WantedEntry wanted) => await directory.ApplyAsync(
        Planner.Plan(wanted, await FindAsync(EntryKey.PersonalNumber(wanted.PersonalNumber ?? "")), Today), now: null, CancellationToken.None);

    private Task<IReadOnlyList<FoundEntry>> FindAsync(EntryKey key) => directory.FindAsync([key], CancellationToken.None);
}

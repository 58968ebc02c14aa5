using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

public sealed class SafetyBrakeTests
{
    private const string Account = "cn=reader,ou=Systemkonton,o=Region Skåne,l=Skåne län,c=SE";

    private static readonly PlanKind[] Writes = [PlanKind.Add, PlanKind.Move, PlanKind.Modify, PlanKind.Close, PlanKind.Reopen, PlanKind.Delete];

    private static readonly PlanKind[] TakesAway = [PlanKind.Close, PlanKind.Delete, PlanKind.Move];

    private static readonly BrakeInput Calm = new(
        new ReadReport("full", 1_000, 1_000, 0, 0, "dn:" + Account, TimeSpan.Zero), 1_000, Account, new BrakeOptions(), new Dictionary<PlanKind, int>(), ReadOnly: false);

    [Fact]
    public void Little_of_each_kind_goes_through()
    {
        var verdict = SafetyBrake.Judge(OneOfEach(), Calm);
        Assert.Empty(verdict.Held);
        Assert.Equal(Writes.Order(), verdict.Released.Select(entry => entry.Kind).Order());
    }

    [Fact]
    public void BRAKE_001_Nothing_is_taken_away_when_nothing_was_found()
    {
        ExpectHeld("BRAKE-001", TakesAway, OneOfEach(), Calm with { Read = Calm.Read with { Before = 0, Entries = 0 } });
        ExpectHeld("BRAKE-001", TakesAway, OneOfEach() with { Found = 0 }, Calm);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dn:")]
    [InlineData("dn:cn=sync,ou=Systemkonton,o=Region Skåne,l=Skåne län,c=SE")]
    [InlineData("u:reader")]
    public void BRAKE_002_Nothing_but_adding_goes_on_as_somebody_else(string account) =>
        ExpectHeld("BRAKE-002", [.. TakesAway, PlanKind.Modify, PlanKind.Reopen], OneOfEach(), Calm with { Read = Calm.Read with { Account = account } });

    [Fact]
    public void Own_account_is_known_however_the_server_spells_it() =>
        Assert.Empty(SafetyBrake.Judge(OneOfEach(), Calm with { Read = Calm.Read with { Account = "dn:CN=Reader, OU=systemkonton,O=region Skåne,L=Skåne Län,C=SE" } }).Held);

    [Fact]
    public void BRAKE_003_Nothing_is_taken_away_when_the_directory_shrank() =>
        ExpectHeld("BRAKE-003", TakesAway, OneOfEach(), Calm with { Read = Calm.Read with { Entries = 899 } });

    [Fact]
    public void BRAKE_004_Nothing_is_taken_away_when_the_database_shrank() =>
        ExpectHeld("BRAKE-004", TakesAway, OneOfEach() with { Wanted = 899 }, Calm);

    [Theory]
    [InlineData(1_000, 900)]
    [InlineData(50, 40)]
    [InlineData(0, 10)]
    [InlineData(900, 1_000)]
    public void Loss_of_ten_per_cent_or_of_ten_entries_is_no_shrinking(int before, int now)
    {
        var plan = OneOfEach() with { Wanted = now };
        Assert.Empty(SafetyBrake.Judge(plan, Calm with { WantedBefore = before, Read = Calm.Read with { Before = before, Entries = now } }).Held);
    }

    [Theory]
    [InlineData(PlanKind.Close, 50, 10_000)]
    [InlineData(PlanKind.Close, 25, 500)]
    [InlineData(PlanKind.Move, 50, 10_000)]
    [InlineData(PlanKind.Delete, 20, 10_000)]
    [InlineData(PlanKind.Delete, 10, 500)]
    [InlineData(PlanKind.Modify, 500, 10_000)]
    [InlineData(PlanKind.Modify, 100, 500)]
    [InlineData(PlanKind.Reopen, 50, 10_000)]
    [InlineData(PlanKind.Close, 5, 10)]
    public void BRAKE_005_Kind_that_passes_its_count_or_its_per_cent_is_held_whole(PlanKind kind, int most, int wanted)
    {
        Assert.Empty(Judge(Of(kind, most), wanted).Held);
        var verdict = Judge(Of(kind, most + 1), wanted);
        var held = Assert.Single(verdict.Held);
        Assert.Equal((kind, most + 1, "BRAKE-005"), (held.Kind, held.Count, held.Code));
        Assert.Empty(verdict.Released);
    }

    [Fact]
    public void Adding_has_no_limit() => Assert.Equal(5_000, Judge(Of(PlanKind.Add, 5_000), 5_000).Released.Count);

    [Fact]
    public void Kinds_are_held_each_by_itself()
    {
        var verdict = Judge([.. Of(PlanKind.Close, 51), .. Of(PlanKind.Move, 3), .. Of(PlanKind.Decide, 9)], 10_000);
        Assert.Equal([PlanKind.Close], verdict.Held.Select(held => held.Kind));
        Assert.Equal(3, verdict.Released.Count);
    }

    [Fact]
    public void BRAKE_006_Approved_ceiling_raises_the_limit_and_is_never_passed()
    {
        var ceilings = Calm with { Ceilings = new Dictionary<PlanKind, int> { [PlanKind.Close] = 80 } };
        Assert.Equal(80, SafetyBrake.Judge(new SyncPlan(Of(PlanKind.Close, 80), 1_000, 1_000), ceilings).Released.Count);
        ExpectHeld("BRAKE-006", [PlanKind.Close], new SyncPlan(Of(PlanKind.Close, 81), 1_000, 1_000), ceilings);
        ExpectHeld("BRAKE-005", [PlanKind.Move], new SyncPlan(Of(PlanKind.Move, 80), 1_000, 1_000), ceilings);
    }

    [Fact]
    public void Low_ceiling_is_a_ceiling_too() =>
        ExpectHeld("BRAKE-006", [PlanKind.Close], new SyncPlan(Of(PlanKind.Close, 3), 1_000, 1_000), Calm with { Ceilings = new Dictionary<PlanKind, int> { [PlanKind.Close] = 2 } });

    [Fact]
    public void Ceiling_lets_through_what_shrinking_held_but_not_a_reading_that_cannot_be_trusted()
    {
        var approved = Calm with { Ceilings = TakesAway.ToDictionary(kind => kind, _ => 1) };
        Assert.Empty(SafetyBrake.Judge(OneOfEach() with { Wanted = 800 }, approved).Held);
        ExpectHeld("BRAKE-001", TakesAway, OneOfEach(), approved with { Read = Calm.Read with { Entries = 0 } });
        ExpectHeld("BRAKE-002", [.. TakesAway, PlanKind.Modify, PlanKind.Reopen], OneOfEach(), approved with { Read = Calm.Read with { Account = "" } });
    }

    [Fact]
    public void BRAKE_007_Read_only_holds_all() => ExpectHeld("BRAKE-007", Writes, OneOfEach(), Calm with { ReadOnly = true });

    [Fact]
    public void What_is_held_says_what_was_expected_and_what_came()
    {
        var few = SafetyBrake.Judge(OneOfEach(), Calm with { Read = Calm.Read with { Before = 1_000, Entries = 700 } }).Held[0];
        Assert.Equal(new HeldBack(few.Kind, 1, "BRAKE-003", 1_000, 700), few);
        var many = Assert.Single(SafetyBrake.Judge(new SyncPlan(Of(PlanKind.Close, 60), 1_000, 1_000), Calm).Held);
        Assert.Equal(new HeldBack(PlanKind.Close, 60, "BRAKE-005", 50, 1_000, 5), many);
    }

    private static BrakeVerdict Judge(IReadOnlyList<PlannedEntry> entries, int wanted) =>
        SafetyBrake.Judge(new SyncPlan(entries, wanted, wanted), Calm with { WantedBefore = wanted, Read = Calm.Read with { Before = wanted, Entries = wanted } });

    private static void ExpectHeld(string code, PlanKind[] kinds, SyncPlan plan, BrakeInput input)
    {
        var verdict = SafetyBrake.Judge(plan, input);
        Assert.Equal(kinds.Order().Select(kind => (kind, code)), verdict.Held.Select(held => (held.Kind, held.Code)).Order());
        Assert.Equal(plan.Writes.Where(entry => !kinds.Contains(entry.Kind)), verdict.Released);
    }

    private static SyncPlan OneOfEach() => new([.. Writes.Append(PlanKind.Decide).Append(PlanKind.Nothing).SelectMany(kind => Of(kind, 1))], 1_000, 1_000);

    private static IReadOnlyList<PlannedEntry> Of(PlanKind kind, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new PlannedEntry(Situation.Outdated, kind, new StudentId(Guid.NewGuid()), Found: null, [], PlanReason.AsWanted, []))];
}

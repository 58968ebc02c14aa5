using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Web;

/// <summary>What people read of a plan, in both languages.</summary>
public sealed class SyncTextTests
{
    private static readonly string[] Languages = [PageLanguage.Swedish, PageLanguage.English];

    [Fact]
    public void Every_reason_and_situation_has_a_text_of_its_own_in_both_languages()
    {
        foreach (var language in Languages)
        {
            var reasons = Enum.GetValues<PlanReason>().Select(reason => SyncTexts.Why(Planned(reason), language)).ToList();
            Assert.All(reasons, text => Assert.DoesNotContain('{', text));
            Assert.Equal(reasons.Count, reasons.Distinct().Count());
            Assert.All(Enum.GetValues<Situation>(), situation => Assert.NotEmpty(DriftTexts.SituationOf(situation).In(language)));
        }
    }

    [Fact]
    public void Reason_names_the_fields_in_the_readers_language()
    {
        Assert.Equal("någon har ändrat E-post, Efternamn sedan vi skrev posten", SyncTexts.Why(Planned(PlanReason.ChangedByHand), PageLanguage.Swedish));
        Assert.Equal("somebody changed E-mail, Family name since we wrote the entry", SyncTexts.Why(Planned(PlanReason.ChangedByHand), PageLanguage.English));
        Assert.Equal("2 entries can be the student's: a person has to say which one is", SyncTexts.Why(Planned(PlanReason.SeveralCandidates), PageLanguage.English));
    }

    [Fact]
    public void Run_says_whether_both_sides_agree_and_until_when_nothing_has_changed_since()
    {
        var run = new RunReport(
            Guid.NewGuid(), new RunOrder(ReadDepth.Full, DryRun: false, "system"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, RunReport.Done, Read: null, Wanted: 3,
            new Dictionary<Situation, int>(), new Dictionary<PlanKind, int>(), new Dictionary<PlanKind, int>(), [], InSync: true, Code: null, Detail: null);
        Assert.Equal("lika", SyncTexts.InSync(run, PageLanguage.Swedish));
        run = run with { Planned = new Dictionary<PlanKind, int> { [PlanKind.Decide] = 2 }, ConfirmedAt = new DateTimeOffset(2026, 11, 23, 10, 5, 0, TimeSpan.Zero) };
        Assert.Equal("lika, utom 2 att avgöra, oförändrat till 2026-11-23 11:05", SyncTexts.InSync(run, PageLanguage.Swedish));
        Assert.Equal("in sync, but for 2 to decide, unchanged until 2026-11-23 11:05", SyncTexts.InSync(run, PageLanguage.English));
        Assert.Null(SyncTexts.InSync(run with { InSync = false }, PageLanguage.English));
    }

    [Fact]
    public void What_is_held_back_says_its_numbers_in_the_readers_language()
    {
        var held = new HeldBack(PlanKind.Close, 60, "BRAKE-005", 50, 900, 2.5);
        Assert.Equal("högst 50 och 2,5 % av 900 studenter utan en människas ord, nu 60", SyncTexts.Why(held, PageLanguage.Swedish));
        Assert.Equal("at most 50 and 2.5 % of 900 students without a person's word, now 60", SyncTexts.Why(held, PageLanguage.English));
        Assert.Equal("expected about 900 entries in the directory, found 4", SyncTexts.Why(new HeldBack(PlanKind.Move, 3, "BRAKE-003", 900, 4), PageLanguage.English));
    }

    private static PlannedEntry Planned(PlanReason reason) => new(
        Situation.ChangedByHand,
        PlanKind.Decide,
        new StudentId(Guid.NewGuid()),
        Found: null,
        [new PlannedChange(DirectoryNames.Email, [], []), new PlannedChange(DirectoryNames.FamilyName, [], [])],
        reason,
        [Guid.NewGuid(), Guid.NewGuid()]);
}

using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Drift;

/// <summary>No decision is offered that the planner wouldn't carry out.</summary>
public sealed class DriftChoiceTests
{
    private const DriftChoice Fix = DriftChoice.Fix;
    private const DriftChoice Accept = DriftChoice.Accept;
    private const DriftChoice Exempt = DriftChoice.Exempt;

    private static readonly MirroredEntry Found = new(Guid.NewGuid(), "csn", "uid=1,o=x", DirectoryBranch.Students, PersonalNumberKey: null, new Dictionary<string, IReadOnlyList<string>>());

    [Theory]
    [InlineData(Situation.ChangedByHand, PlanReason.ChangedByHand, Fix, Accept, Exempt)]
    [InlineData(Situation.Ended, PlanReason.EndedByHand, Fix, Accept, Exempt)]
    [InlineData(Situation.Disabled, PlanReason.DisabledByHand, Fix, Accept, Exempt)]
    [InlineData(Situation.Malformed, PlanReason.UnreadableValue, Fix, Accept, Exempt)]
    [InlineData(Situation.Unwanted, PlanReason.NobodyWantsIt, Fix, Accept, Exempt)]
    [InlineData(Situation.OtherIdentity, PlanReason.OtherRsId, Accept, Exempt)]
    [InlineData(Situation.AlsoEmployee, PlanReason.OursAmongEmployees, Accept, Exempt)]
    [InlineData(Situation.MovedByHand, PlanReason.OpenElsewhere, Accept, Exempt)]
    [InlineData(Situation.OtherIdentity, PlanReason.NameTaken)]
    public void Found_entry_offers_what_its_situation_allows(Situation situation, PlanReason why, params DriftChoice[] choices) =>
        Assert.Equal(choices, DriftChoices.Of(Plan(situation, why) with { Found = Found }));

    [Fact]
    public void What_was_not_found_cannot_be_accepted()
    {
        Assert.Equal([Fix, Exempt], DriftChoices.Of(Plan(Situation.TwoCandidates, PlanReason.SeveralCandidates) with { Candidates = [Guid.NewGuid(), Guid.NewGuid()] }));
        Assert.Equal([Exempt], DriftChoices.Of(Plan(Situation.OtherIdentity, PlanReason.OthersEntry)));
    }

    [Fact]
    public void Entry_whose_name_cannot_be_read_is_mended_in_the_directory() =>
        Assert.Equal([Accept, Exempt], DriftChoices.Of(Plan(Situation.Malformed, PlanReason.UnreadableName) with { Found = Found, Changes = [] }));

    private static PlannedEntry Plan(Situation situation, PlanReason why) => new(
        situation, PlanKind.Decide, new StudentId(Guid.NewGuid()), Found: null, [new PlannedChange(DirectoryNames.Email, ["a@example.se"], ["b@example.se"])], why, []);
}

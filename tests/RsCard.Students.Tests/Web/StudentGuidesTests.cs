using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Status;
using RsCard.Students.Tests.Definitions;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Status;

namespace RsCard.Students.Tests.Web;

/// <summary>What the student's page says at each step of each definition.</summary>
public sealed class StudentGuidesTests
{
    private static readonly DateTimeOffset Noon = new(2027, 1, 12, 11, 0, 0, TimeSpan.Zero);

    private static readonly StudentGuides Guides = new(new ContactOptions());

    /// <summary>Every step that waits for a person or a day, in any definition of <c>workflows/</c>.</summary>
    private static IEnumerable<(string Definition, string Activity)> Waiting =>
        from definition in ProductDefinitions.All
        from activity in definition.Activities
        where ProductDefinitions.Catalogue.Find(activity) is { IsListener: false, Waits: WaitKind.Signal or WaitKind.Timer }
        select (definition.DefinitionId, activity.Id);

    [Fact]
    public void D60_Every_step_that_waits_has_a_text_for_the_student_or_a_reason_why_not()
    {
        var without = Waiting.Where(key => Guides.Find(Step(key), Status()) is null);
        Assert.Equal(without.Order(), StudentGuides.Silent.Keys.Order());
    }

    [Fact]
    public void Every_text_is_whole_and_no_two_processes_share_one()
    {
        var texts = new Dictionary<string, string>();
        foreach (var key in Waiting)
        {
            if (Guides.Find(Step(key), Status()) is not { } guide)
                continue;
            foreach (var sentence in guide.Now)
            {
                var filled = string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence.Text.English, [.. sentence.Values]);
                Assert.DoesNotContain("–", filled, StringComparison.Ordinal);
            }

            var said = string.Join(' ', guide.Now.Select(sentence => sentence.Text.English));
            Assert.True(texts.TryAdd(said, key.Definition) || texts[said] == key.Definition || texts[said] == "placement-halmstad", said);
        }
    }

    [Theory]
    [InlineData("home-delivery", "activation", "card", "month", "Aktivera kortet")]
    [InlineData("card-return", "return", "name-change", "decision", "Lämna tillbaka kortet")]
    [InlineData("photo", "photo", "pin-reorder", "envelope", "Åk till en kortstation")]
    [InlineData("card-suspension", "found", "vdi-order", "vdi", "Ditt kort är spärrat tills vidare")]
    public void Page_is_about_what_the_student_does_and_tells_the_rest_below(string definition, string activity, string otherDefinition, string otherActivity, string title)
    {
        var (main, also) = Guides.Of(Status() with { Steps = [Step((otherDefinition, otherActivity)), Step((definition, activity))] });
        Assert.Equal(title, main.Title.Swedish);
        Assert.Equal(Guides.Find(Step((otherDefinition, otherActivity)), Status())?.Title, Assert.Single(also).Title);
    }

    [Fact]
    public void D80_Card_that_is_sent_home_is_never_to_be_fetched_and_has_no_envelope()
    {
        foreach (var activity in new[] { "month", "expected", "activation" })
        {
            var guide = Guides.Of(Status() with { Steps = [Step(("home-delivery", activity))] }).Main;
            var said = string.Join(' ', guide.Now.Select(sentence => sentence.Text.Swedish));
            Assert.DoesNotContain("hämta", said, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("folkbokföringsadress", said, StringComparison.Ordinal);
            Assert.NotEqual(GuidePlace.CardsStation, guide.Where);
        }
    }

    [Fact]
    public void Day_of_a_card_that_is_sent_home_names_no_station()
    {
        var status = Status() with { Placement = null };
        Assert.Contains("Kortstationen i Lund", Assert.Single(StudentDates.Of(status, new(2026, 12, 2))).Place, StringComparison.Ordinal);
        var date = Assert.Single(StudentDates.Of(status with { IsSentHome = true }, new(2026, 12, 2)));
        Assert.Equal((DateTexts.SentHome, null), (date.Text.Text, date.Place));
    }

    [Theory]
    [InlineData("review", "review")]
    [InlineData("photo", "photo")]
    public void Who_renews_a_card_reads_how_long_the_old_one_serves(string definition, string activity)
    {
        var step = Step((definition, activity));
        Assert.DoesNotContain(Guides.Find(step, Status())!.Now, sentence => sentence.Text == GuideTexts.StillValid);
        Assert.Contains(Guides.Find(step, Status() with { Card = Card with { State = CardState.HandedOver } })!.Now, sentence => sentence.Text == GuideTexts.StillValid);
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("expired")]
    [InlineData("returned")]
    public void Student_whose_card_is_not_valid_is_not_told_to_use_it(string state)
    {
        var guide = Guides.Of(Status() with { Stage = StudentStage.Ready, Card = Card with { State = state } }).Main;
        Assert.Equal(GuideTexts.NotValidTitle, guide.Title);
    }

    [Fact]
    public void D31_Lost_reserve_card_costs_nothing_and_says_no_sum()
    {
        var step = Step(("card-suspension", "found"));
        Assert.Contains(Guides.Find(step, Status())!.Now, sentence => sentence.Values.Contains(550));
        Assert.DoesNotContain(Guides.Find(step, Status() with { Card = Card with { Kind = CardKind.Reserve } })!.Now, sentence => sentence.Values.Length > 0);
    }

    private static CardView Card { get; } =
        new(CardState.Expected, "LUND", "Kortstationen i Lund", "Entrégatan 7", new(2026, 12, 1), new(2027, 1, 1), null, null, ValidTo: new(2029, 1, 1));

    private static StudentStatus Status() => new(
        new CaseId(Guid.NewGuid()),
        "Åsa",
        "123456",
        StudentStage.Ready,
        Card,
        new PlacementView("Vårdcentralen", "private", new(2027, 2, 1)),
        new(2026, 9, 1),
        new(2027, 6, 1),
        [],
        "sv",
        HasRead: false);

    private static CaseStep Step((string Definition, string Activity) key) =>
        new(Guid.NewGuid(), key.Definition, "hash", key.Activity, "", "", Owners.Student, Noon, Noon);
}

using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Web.Flowcharts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cases;

namespace RsCard.Students.Tests.Web;

public sealed class CaseTimelineTests
{
    private static readonly DateTimeOffset Opened = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly CaseView New = new(
        new CaseId(Guid.NewGuid()), new StudentId(Guid.NewGuid()), Person: null, "LU", "Läkarprogrammet", new DateOnly(2027, 1, 18), new DateOnly(2027, 6, 6), Opened, ClosedAt: null,
        Outcome: null, RsId: null, EntryUuid: null, RsIdMailedAt: null, Card: null, new PlacementView("Avdelning 7", "public", new DateOnly(2027, 2, 15)), []);

    private static readonly CardView Photographed = new(CardState.Applied, "LUND", "Lund", "", new DateOnly(2026, 12, 1), new DateOnly(2027, 1, 1), ArrivedOn: null, HandedOverOn: null);

    [Fact]
    public void Way_of_a_new_student_stands_at_the_mail_and_tells_the_days_to_come()
    {
        var steps = Of(New);

        Assert.Equal(["Listan kom", "Granskning hos HSA-gruppen", "Mejl med RSid", "Foto på en kortstation", "Kortet på stationen", "Kortet utlämnat", "VFU börjar", "Perioden slutar"], steps.Select(step => step.Name));
        Assert.Equal("Mejl med RSid", steps.Single(step => step.Place == StepPlace.Here).Name);
        Assert.Equal(("2026-11-23", "2027-02-15", "2027-06-06"), (steps[0].Detail, steps[6].Detail, steps[7].Detail));
    }

    [Fact]
    public void Who_is_reviewed_stands_there_also_when_a_card_is_handed_over_and_a_new_term_begins()
    {
        var review = new CaseStep(Guid.NewGuid(), "review", "hash", "review", "", "", Owners.HsaTeam, Opened, Opened);
        var renewed = New with { RsIdMailedAt = Opened, Card = Photographed with { HandedOverOn = new DateOnly(2027, 1, 4) }, Steps = [review] };

        Assert.Equal("Granskning hos HSA-gruppen", Of(New with { Steps = [review] }).Single(step => step.Place == StepPlace.Here).Name);
        Assert.Equal("Granskning hos HSA-gruppen", Of(renewed).Single(step => step.Place == StepPlace.Here).Name);
        Assert.DoesNotContain(Of(renewed with { Steps = [] }), step => step.Place == StepPlace.Here);
    }

    [Fact]
    public void Photographed_student_waits_for_the_card_of_that_station()
    {
        var steps = Of(New with { RsIdMailedAt = Opened, Card = Photographed });

        Assert.Equal("2026-12-01, Lund", steps[3].Detail);
        Assert.Equal(("Kortet på stationen", "2027-01-01"), steps.Where(step => step.Place == StepPlace.Here).Select(step => (step.Name, step.Detail)).Single());
    }

    [Fact]
    public void Reserve_card_is_one_visit_and_who_has_a_card_has_none()
    {
        Assert.Equal(4, Of(New with { RsIdMailedAt = Opened, Card = Photographed with { Kind = CardKind.Reserve, HandedOverOn = new DateOnly(2026, 12, 1) } }).Count(step => step.Place == StepPlace.Done));
        Assert.Equal(["Listan kom", "Granskning hos HSA-gruppen", "Mejl med RSid", "VFU börjar", "Perioden slutar"], Of(New with { HasCardBefore = true }).Select(step => step.Name));
    }

    [Fact]
    public void Card_that_is_sent_home_is_activated_and_never_at_a_station()
    {
        var sent = New with { IsSentHome = true, RsIdMailedAt = Opened, Card = Photographed };
        Assert.Equal(["Kortet skickat hem", "Kortet aktiverat"], Of(sent)[4..6].Select(step => step.Name));
        Assert.Equal("Kortet skickat hem", Of(sent).Single(step => step.Place == StepPlace.Here).Name);

        var activation = new CaseStep(Guid.NewGuid(), "home-delivery", "hash", "activation", "", "", Owners.Student, Opened, Opened);
        Assert.Equal("Kortet aktiverat", Of(sent with { Steps = [activation] }).Single(step => step.Place == StepPlace.Here).Name);
    }

    [Fact]
    public void Closed_case_stands_nowhere_and_says_how_it_ended()
    {
        var steps = Of(New with { ClosedAt = Opened.AddDays(1), Outcome = "rejected" });

        Assert.DoesNotContain(steps, step => step.Place == StepPlace.Here);
        Assert.Equal(("Avslaget vid granskningen", StepPlace.Done, "2026-11-24"), (steps[^1].Name, steps[^1].Place, steps[^1].Detail));
    }

    private static List<RsCard.Students.Web.Pages.Shared.TimelineStep> Of(CaseView view) => [.. CaseTimeline.Of(view, new PageLanguage(new Microsoft.AspNetCore.Http.HttpContextAccessor()))];
}

using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Web.Flowcharts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>
/// A student's way from the list to the last day, with the day of each step: done, or foreseen. Pure. Who has a card already has no
/// photo and no wait in it (D-16), a reserve card is one visit (D-28), and a card that is sent home is activated (D-80).
/// </summary>
public static class CaseTimeline
{
    public static IReadOnlyList<TimelineStep> Of(CaseView view, PageLanguage language)
    {
        List<Milestone> way =
        [
            new(TimelineTexts.Listed, Show.Day(view.OpenedAt), IsDone: true),
            new(TimelineTexts.Reviewed, When: null, !view.Steps.Any(step => step.DefinitionId == "review")),
            new(TimelineTexts.Mailed, DayOf(view.RsIdMailedAt), view.RsIdMailedAt is not null),
        ];
        if (view.Card is { Kind: CardKind.Reserve } or null && AwaitsReserveCard(view))
        {
            way.Add(new(TimelineTexts.ReserveCard, At(view.Card?.HandedOverOn, view.Card), view.Card?.HandedOverOn is not null));
        }
        else if (view.Card is not null || !view.HasCardBefore)
        {
            way.Add(new(TimelineTexts.Photo, At(view.Card?.PhotoOn, view.Card), view.Card is not null));
            if (view.IsSentHome)
            {
                way.Add(new(TimelineTexts.SentHome, DayOf(view.Card?.ExpectedOn), view.Card?.HandedOverOn is not null || view.Steps.Any(step => step is { DefinitionId: "home-delivery", ActivityId: "activation" })));
                way.Add(new(TimelineTexts.Activated, DayOf(view.Card?.HandedOverOn), view.Card?.HandedOverOn is not null));
            }
            else
            {
                way.Add(new(TimelineTexts.Made, DayOf(view.Card?.ArrivedOn ?? view.Card?.ExpectedOn), view.Card is { ArrivedOn: not null } or { HandedOverOn: not null }));
                way.Add(new(TimelineTexts.HandedOver, At(view.Card?.HandedOverOn, view.Card), view.Card?.HandedOverOn is not null));
            }
        }

        var here = view.ClosedAt is null ? way.FindIndex(step => !step.IsDone) : -1;
        List<TimelineStep> steps = [.. way.Select((step, place) => new TimelineStep(language[step.What], step.IsDone ? StepPlace.Done : place == here ? StepPlace.Here : StepPlace.Ahead, step.When))];
        if (view.Placement?.FirstDay is { } first)
            steps.Add(new(language[TimelineTexts.Placement], StepPlace.Ahead, Show.Day(first)));
        steps.Add(new(language[view.Outcome is { } outcome ? CommonTexts.Outcome(outcome) : TimelineTexts.PeriodEnds], view.ClosedAt is null ? StepPlace.Ahead : StepPlace.Done, view.ClosedAt is { } closed ? Show.Day(closed) : Show.Day(view.LastDay)));
        return steps;
    }

    private static bool AwaitsReserveCard(CaseView view) =>
        view.Card is not null || view.Steps.Any(step => step.DefinitionId is "passport-copy" or "reserve-card" or "foreign-student");

    private static string? At(DateOnly? day, CardView? card) => day is null ? null : $"{Show.Day(day)}, {card?.StationName}";

    private static string? DayOf(DateTimeOffset? at) => at is { } time ? Show.Day(time) : null;

    private static string? DayOf(DateOnly? day) => day is null ? null : Show.Day(day);

    private sealed record Milestone(Phrase What, string? When, bool IsDone);
}

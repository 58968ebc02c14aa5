using RsCard.Students.Cards;
using RsCard.Students.Review;
using RsCard.Students.Submissions;
using CardNeed = RsCard.Students.Submissions.CardNeed;

namespace RsCard.Students.Cases;

/// <summary>Whether a student will be ready for the next placement, as things stand (D-62).</summary>
/// <param name="ExpectedReady">The day that decides.</param>
/// <param name="DecidingStep">The longest wait that is left; null where none is.</param>
/// <param name="Unit">Of the placement.</param>
public sealed record CaseForecast(ForecastVerdict Verdict, DateOnly PlacementFirstDay, DateOnly ExpectedReady, ForecastStep? DecidingStep, string Unit = "")
{
    /// <summary>Pure.</summary>
    /// <returns>Null without a placement that is still to begin here, and for a case that only ends.</returns>
    public static CaseForecast? Find(CaseFacts facts, Forecaster forecaster, DateOnly today)
    {
        var next = facts.Placements.Where(placement => placement.FirstDay >= today && placement.Kind != "halmstad").MinBy(placement => placement.FirstDay);
        if (facts.IsEnding || next?.FirstDay is not { } first)
            return null;

        var need = NeedOf(facts);
        var card = facts.Card is { Kind: "service" } ordered && CardState.IsOnItsWay(ordered.State) ? ordered : null;
        var forecast = forecaster.Reckon(new ForecastQuestion(
            today,
            first,
            need,
            next.Kind == "private" ? UnitKind.Private : UnitKind.Public,
            EntryStands: facts.MailedRsId || facts.LatestDecision == ReviewDecision.OwnCard || facts.Card is not null,
            PhotoDay: need == CardNeed.Ordinary ? card?.PhotoOn : null,
            CardOn: need == CardNeed.Ordinary ? card?.ExpectedOn : null));
        return new CaseForecast(forecast.Verdict, first, forecast.ExpectedReady, forecast.DecidingStep, next.Unit);
    }

    private static CardNeed NeedOf(CaseFacts facts) => facts switch
    {
        { LatestDecision: ReviewDecision.OwnCard } => CardNeed.None,
        { Card: { State: CardState.HandedOver } card } when card.ValidTo is not { } ends || ends >= facts.LastDay || card.Kind == "reserve" => CardNeed.None,
        { Path: CasePath.Foreign or CasePath.NoAddress } => CardNeed.Reserve,
        { CardInDirectory: { State: CardState.InDirectoryActive, HasPhoto: true, HasSameName: true, ValidTo: { } validTo } } when validTo >= facts.LastDay => CardNeed.None,
        { CardInDirectory: { State: not CardState.InDirectoryActive, HasPhoto: true, HasSameName: true }, Card: null } => CardNeed.Activation,
        _ => CardNeed.Ordinary,
    };
}

using RsCard.Students.Cards;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>The days that a student has to keep in mind, the next first: on the page, and for a calendar. Days that are over are left out.</summary>
public static class StudentDates
{
    public static IReadOnlyList<StudentDate> Of(StudentStatus status, DateOnly today) => status.Stage == StudentStage.Closed || status.ParkedSince is not null
        ? []
        : [.. All(status).Where(date => date.Day >= today).OrderBy(date => date.Day)];

    private static IEnumerable<StudentDate> All(StudentStatus status)
    {
        foreach (var step in status.Steps)
        {
            if (step.DueBy is { } due && LastDayOf(step.DefinitionId, step.ActivityId) is { } text)
                yield return new(step.DefinitionId, StockholmTime.DayOf(due), text);
        }

        // Nothing says before that day that the card can be fetched (D-12).
        if (status.Card is { State: CardState.Applied or CardState.Expected, StationName: { Length: > 0 } station } card && card.ExpectedOn != default)
            yield return status.IsSentHome ? new("expected", card.ExpectedOn, DateTexts.SentHome) : new("expected", card.ExpectedOn, new(DateTexts.Expected, station), $"{station}, {card.StationAddress}");
        if (status.Card is { Kind: CardKind.Reserve, State: CardState.HandedOver, ValidTo: { } validTo })
            yield return new("certificate", validTo, DateTexts.Certificate);
        if (status.Placement is { FirstDay: { } first } placement)
        {
            if (placement.Kind == "private")
                yield return new("unit", StudentGuides.LastDayForUnit(first), DateTexts.Unit);
            yield return new("placement", first, DateTexts.Placement, placement.Unit);
        }
    }

    private static Phrase? LastDayOf(string definition, string activity) => (definition, activity) switch
    {
        ("photo", "photo") or ("reserve-card", "card") => DateTexts.Station,
        ("card-return", "return") => DateTexts.Return,
        _ => null,
    };
}

/// <param name="Key">What the day is to the case: it stays when the day is moved.</param>
/// <param name="Place">Null: nowhere in particular.</param>
public sealed record StudentDate(string Key, DateOnly Day, Sentence Text, string? Place = null);

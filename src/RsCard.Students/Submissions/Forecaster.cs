using RsCard.Students.Cases;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>Reckons a forecast. Pure.</summary>
public sealed class Forecaster(ForecastOptions options, ProcessOptions process, SwedishWorkingDays workingDays)
{
    public Forecast Reckon(ForecastQuestion question)
    {
        var (expected, earliest) = (question.Today, question.Today);
        var (longest, deciding) = (0, default(ForecastStep?));
        foreach (var step in StepsLeft(question))
        {
            var end = EndOf(step, expected, question);
            if (end.DayNumber - expected.DayNumber > longest)
                (longest, deciding) = (end.DayNumber - expected.DayNumber, step);
            expected = end;
            if (step is ForecastStep.Card or ForecastStep.PrivateUnit)
                earliest = EndOf(step, earliest, question);
        }

        var verdict = expected <= question.PlacementFirstDay ? ForecastVerdict.InTime
            : earliest <= question.PlacementFirstDay ? ForecastVerdict.AtRisk
            : ForecastVerdict.TooLate;
        return new Forecast(verdict, expected, earliest, deciding);
    }

    private static IEnumerable<ForecastStep> StepsLeft(ForecastQuestion question)
    {
        var isPhotographed = question.PhotoDay is not null;
        if (!question.EntryStands && !isPhotographed)
            yield return ForecastStep.Directory;
        if (question.Card == CardNeed.Activation)
            yield return ForecastStep.Activation;
        if (question.Card is CardNeed.Ordinary or CardNeed.Reserve && !isPhotographed)
            yield return ForecastStep.Station;
        if (question.Card == CardNeed.Ordinary)
            yield return ForecastStep.Card;
        if (question.Unit == UnitKind.Private)
            yield return ForecastStep.PrivateUnit;
    }

    private DateOnly EndOf(ForecastStep step, DateOnly start, ForecastQuestion question) => step switch
    {
        ForecastStep.Directory => start.AddDays(options.DirectoryDays),
        ForecastStep.Activation => workingDays.Add(start, options.ActivationWorkingDays),
        ForecastStep.Station => workingDays.Add(start, options.StationWorkingDays),
        ForecastStep.Card => Later(start, question.CardOn ?? CardAfter(question.PhotoDay ?? start)),
        ForecastStep.PrivateUnit => start.AddDays(options.PrivateUnitDays),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private DateOnly CardAfter(DateOnly photo) => options.CardMonths is { } months ? CalendarMonths.After(photo, months) : process.CardExpectedOn(photo);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

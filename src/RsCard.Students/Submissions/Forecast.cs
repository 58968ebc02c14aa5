namespace RsCard.Students.Submissions;

/// <summary>What a student still needs of a card.</summary>
public enum CardNeed
{
    /// <summary>Has one that is valid through the period (D-8, D-16).</summary>
    None,

    /// <summary>One exists, and is inactive (D-9).</summary>
    Activation,

    /// <summary>A visit, then a month (D-11, D-12).</summary>
    Ordinary,

    /// <summary>One visit, no month (D-28).</summary>
    Reserve,
}

/// <summary>A wait on the way to being ready for placement.</summary>
public enum ForecastStep
{
    Directory,
    Activation,
    Station,
    Card,
    PrivateUnit,
}

/// <summary>Whether the student will be ready on the first day of placement.</summary>
public enum ForecastVerdict
{
    /// <summary>In time if every wait is as long as its setting says.</summary>
    InTime,

    /// <summary>In time only if people are quicker than that.</summary>
    AtRisk,

    /// <summary>Not even if nobody has to be waited for.</summary>
    TooLate,
}

/// <summary>A verdict as answers and the database name it.</summary>
public static class ForecastVerdictNames
{
    /// <summary><c>in-time</c>, <c>at-risk</c>, <c>too-late</c>.</summary>
    public static string Name(this ForecastVerdict verdict) => verdict switch
    {
        ForecastVerdict.InTime => "in-time",
        ForecastVerdict.AtRisk => "at-risk",
        ForecastVerdict.TooLate => "too-late",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Where a student stands.</summary>
/// <param name="Today">The day in Stockholm.</param>
/// <param name="EntryStands">The directory entry is done, so that wait is over.</param>
/// <param name="PhotoDay">The photo is taken, so the month runs from then; null before.</param>
/// <param name="Unit">Null counts as public.</param>
/// <param name="CardOn">When the card should be at the station, as it stands on it: a recorded delay counts (D-12).</param>
public sealed record ForecastQuestion(
    DateOnly Today,
    DateOnly PlacementFirstDay,
    CardNeed Card,
    UnitKind? Unit,
    bool EntryStands = false,
    DateOnly? PhotoDay = null,
    DateOnly? CardOn = null);

/// <summary>The forecast (D-62).</summary>
/// <param name="ExpectedReady">The day that decides: ready if every wait is as long as its setting says.</param>
/// <param name="EarliestReady">Ready if nobody has to be waited for.</param>
/// <param name="DecidingStep">The longest of the waits that are left; null where none is left.</param>
public sealed record Forecast(ForecastVerdict Verdict, DateOnly ExpectedReady, DateOnly EarliestReady, ForecastStep? DecidingStep);

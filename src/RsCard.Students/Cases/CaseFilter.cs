using RsCard.Students.Submissions;

namespace RsCard.Students.Cases;

/// <summary>Which cases a table shows, and in which order; null: any.</summary>
/// <param name="Institution">Its code.</param>
/// <param name="Name">Every word of it stands in the student's name.</param>
/// <param name="Turn">One of <see cref="Owners"/>.</param>
/// <param name="State"><see cref="Open"/> (default), <see cref="Closed"/> or <see cref="All"/>.</param>
/// <param name="IsOverdue">A step that somebody is to do is past its day.</param>
/// <param name="Sort">One of <see cref="Sorts"/>; default the first.</param>
/// <param name="Forecast">One of <see cref="Forecasts"/>: of those alone who have a placement to come (D-62).</param>
/// <param name="WithinWeeks">That placement begins so soon.</param>
public sealed record CaseFilter(
    string? Institution = null, string? Name = null, string? Turn = null, string? State = null, bool IsOverdue = false, string? Sort = null, string? Forecast = null, int? WithinWeeks = null)
{
    public const string Open = "open";
    public const string Closed = "closed";
    public const string All = "all";

    public const string ByNewest = "newest";
    public const string ByWaiting = "waiting";
    public const string ByDue = "due";
    public const string ByPlacement = "placement";
    public const string ByName = "name";

    /// <summary>Too late, or at risk.</summary>
    public const string NotInTime = "not-in-time";

    /// <summary><see cref="NotInTime"/>, then the verdicts by their names.</summary>
    public static IReadOnlyList<string> Forecasts { get; } = [NotInTime, .. Enum.GetValues<ForecastVerdict>().Select(verdict => verdict.Name()).Reverse()];

    public static IReadOnlyList<string> Sorts { get; } = [ByNewest, ByWaiting, ByDue, ByPlacement, ByName];

    public static IReadOnlyList<string> States { get; } = [Open, Closed, All];

    /// <summary>The rows have to be forecast before it is known who stays.</summary>
    internal bool AsksForForecast => WithinWeeks is not null || Forecasts.Contains(Forecast ?? "");

    internal bool LetsThrough(CaseForecast? forecast) => forecast is not null
        && (!Forecasts.Contains(Forecast ?? "") || (Forecast == NotInTime ? forecast.Verdict != ForecastVerdict.InTime : forecast.Verdict.Name() == Forecast));
}

/// <summary>One page of a table.</summary>
/// <param name="Total">Of all pages.</param>
/// <param name="At">The page shown, from 1: the last one where the page asked for is behind it.</param>
public sealed record CasePage(IReadOnlyList<CaseView> Cases, int Total, int At, int Pages);

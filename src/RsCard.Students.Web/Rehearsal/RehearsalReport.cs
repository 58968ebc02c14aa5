namespace RsCard.Students.Web.Rehearsal;

/// <summary>What came of a rehearsal. Days are Stockholm days; a plan gives the same report each time, <see cref="Took"/> aside.</summary>
/// <param name="Rows">Rows of all lists by verdict; a list that is sent once more counts again.</param>
/// <param name="Cases">ended, rejected, withdrawn, and open at the end.</param>
/// <param name="Nowhere">Open cases that wait for nothing: 0, or the process has lost a student.</param>
/// <param name="Mails">Sent, by kind.</param>
/// <param name="Incidents">Work and steps that failed for good, by code, and how many of them nobody had mended at the end.</param>
/// <param name="Refusals">What the counter refused, by code (another station, before the day, no valid document, …).</param>
/// <param name="Undecided">What the HSA team couldn't decide, by code.</param>
public sealed record RehearsalReport(
    RehearsalHead Head,
    IReadOnlyList<StepLine> Steps,
    IReadOnlyList<WeekLine> Weeks,
    PlacementLine Placements,
    IReadOnlyDictionary<string, int> Rows,
    IReadOnlyDictionary<string, int> Cases,
    int Nowhere,
    IReadOnlyDictionary<string, int> Mails,
    IReadOnlyDictionary<string, IncidentLine> Incidents,
    IReadOnlyDictionary<string, int> Refusals,
    IReadOnlyDictionary<string, int> Undecided,
    TimeSpan Took)
{
    /// <summary>Steps at which somebody waited in vain: past the day it was due, or for a thing that never came.</summary>
    public IReadOnlyList<StepLine> StoodStill => [.. Steps.Where(step => step.Overdue > 0)];
}

public sealed record RehearsalHead(int Students, int Seed, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<string> Changes, string? WorkflowFolder);

/// <summary>One step of the process that somebody or something was waited for at.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Turn">Whose turn it was; null where nobody stands there now.</param>
/// <param name="Passed">How many went through; the three times are theirs, in days from the step's beginning to its end.</param>
/// <param name="Cancelled">Left otherwise: withdrawn, rejected, the period over.</param>
/// <param name="Standing">How many stand there at the end, the oldest since <paramref name="Since"/>.</param>
/// <param name="Overdue">Of those, past the day it was due.</param>
public sealed record StepLine(
    string Definition,
    string Activity,
    string Name,
    string? Turn,
    int Passed,
    int? Median,
    int? NineOfTen,
    int? Longest,
    int Cancelled,
    int Standing,
    DateOnly? Since,
    int Overdue);

/// <summary>How many waited when a week ended.</summary>
/// <param name="OldestInReview">Days that the oldest in review has waited.</param>
/// <param name="AtStations">By station, who stood in the queue when it closed.</param>
public sealed record WeekLine(
    DateOnly Friday,
    int InReview,
    int OldestInReview,
    int WithAdministrator,
    int ForPhoto,
    int CardsMade,
    int ForPickup,
    int Work,
    IReadOnlyDictionary<string, int> AtStations);

/// <summary>Who held card and RSid on the first day of placement, and whether the forecast of the list (D-62) had said so.</summary>
/// <param name="Placed">Students whose placement began in the rehearsal; those who had withdrawn or were rejected by then don't count.</param>
/// <param name="LateBy">Days late → students: <c>1–7</c>, <c>8–14</c>, <c>15–28</c>, <c>29–</c>, <c>never</c> (not by the end).</param>
/// <param name="Forecasts">The forecast given when the list came → what came of it.</param>
public sealed record PlacementLine(int Placed, int InTime, IReadOnlyDictionary<string, int> LateBy, IReadOnlyDictionary<string, ForecastLine> Forecasts)
{
    public double ShareInTime => Placed == 0 ? 1 : (double)InTime / Placed;
}

public sealed record ForecastLine(int InTime, int Late);

public sealed record IncidentLine(int Happened, int Unmended);

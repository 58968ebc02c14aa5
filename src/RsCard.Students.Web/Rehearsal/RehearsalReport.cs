namespace RsCard.Students.Web.Rehearsal;

/// <summary>What came of a rehearsal. Days are Stockholm days; a plan gives the same report each time, <see cref="Took"/> aside.</summary>
/// <param name="Rows">Rows of all lists by verdict; a list that is sent once more counts again.</param>
/// <param name="Cases">ended, rejected, withdrawn, open at the end, and none: students whose row opened no case. All students together.</param>
/// <param name="Nowhere">Open cases that wait for nothing: 0, or the process has lost a student.</param>
/// <param name="Mails">Sent, by kind.</param>
/// <param name="Incidents">Work and steps that failed for good, by code, and how many of them nobody had mended at the end.</param>
/// <param name="Refusals">What the counter refused, by code (another station, before the day, no valid document, …).</param>
/// <param name="Undecided">What the HSA team couldn't decide, by code.</param>
/// <param name="LeadTimes">From the list to the entry, to the photo, to the card.</param>
/// <param name="Reminders">Of the mails, those that remind, by kind (D-15, D-63, D-64).</param>
/// <param name="Happened">Cards and envelopes lost, names changed, breaks taken.</param>
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
    IReadOnlyList<LeadLine> LeadTimes,
    IReadOnlyDictionary<string, int> Reminders,
    IReadOnlyDictionary<string, int> Happened,
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
/// <param name="Left">Taken away from it: withdrawn, rejected, the period over.</param>
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
    int Left,
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
/// <param name="CardsLate">Of them, those who held no card on the first day.</param>
/// <param name="LateBy">Days late → students: <c>1–7</c>, <c>8–14</c>, <c>15–28</c>, <c>29–</c>, <c>never</c> (not by the end).</param>
/// <param name="Forecasts">The forecast given when the list came → what came of it.</param>
public sealed record PlacementLine(int Placed, int InTime, int CardsLate, IReadOnlyDictionary<string, int> LateBy, IReadOnlyDictionary<string, ForecastLine> Forecasts)
{
    public double ShareInTime => Placed == 0 ? 1 : (double)InTime / Placed;
}

/// <summary>How many days it took the students who came that far.</summary>
public sealed record LeadLine(string What, int Students, int? Median, int? NineOfTen, int? Longest);

public sealed record ForecastLine(int InTime, int Late);

public sealed record IncidentLine(int Happened, int Unmended);

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Placements;
using RsCard.Students.Reports;
using RsCard.Students.Stations;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Web.Flowcharts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>
/// The student's page behind the secret link: where am I, what now, where, what to bring, what next (D-10, D-12, D-17). Looking
/// changes nothing; the button says that it was read (D-63). A token that doesn't count is a page that isn't there.
/// </summary>
[AllowAnonymous]
public sealed partial class StudentModel(StatusDesk desk, StudentWrong wrongs, ReportBook reports, PlacementBook placements, ContactOptions contacts, PageLanguage language, TimeProvider clock) : PageModel
{
    public required StudentStatus Status { get; set; }

    /// <summary>Placements whose unit or supervisor nobody has given an address for (D-15).</summary>
    public IReadOnlyList<KnownPlacement> Asked { get; private set; } = [];

    /// <summary>An address was given just now.</summary>
    public bool IsSaved => Request.Query.ContainsKey("saved");

    public string AddressesAction => $"?handler=Addresses&{PageLanguage.QueryName}={language.Code}";

    /// <summary>What the page is about.</summary>
    public required StudentGuide Guide { get; set; }

    /// <summary>The five steps, as far as the student has come.</summary>
    public IReadOnlyList<TimelineStep> Way =>
        [.. new[] { StatusTexts.WayReview, StatusTexts.WayPhoto, StatusTexts.WayMade, Status.IsSentHome ? StatusTexts.WayActivated : StatusTexts.WayFetched, StatusTexts.WayReady }.Select((step, place) =>
            new TimelineStep(language[step], Guide.Step.CompareTo(place + 1) switch { > 0 => StepPlace.Done, 0 => StepPlace.Here, _ => StepPlace.Ahead }))];

    /// <summary>What else goes on.</summary>
    public IReadOnlyList<StudentGuide> Also { get; private set; } = [];

    /// <summary>What the counter scans, where the next step is at a station; null elsewhere.</summary>
    public SquareCode? Code { get; private set; }

    /// <summary>Days to keep in mind.</summary>
    public IReadOnlyList<StudentDate> Dates => StudentDates.Of(Status, clock.Today());

    /// <summary>Stations that students are told of.</summary>
    public IReadOnlyList<CardStation> ToChoose => [.. Status.Stations.Where(station => station.IsActive)];

    /// <summary>Any station for the photo; for the card the one that has it.</summary>
    public IReadOnlyList<CardStation> Places => Guide.Where switch
    {
        GuidePlace.AnyStation => ToChoose,
        GuidePlace.CardsStation => [.. Status.Stations.Where(station => station.Name == Status.Card?.StationName)],
        _ => [],
    };

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken) =>
        await FindAsync(token, cancellationToken) ? Page() : NotFound();

    /// <summary>The days as a file for a calendar.</summary>
    public async Task<IActionResult> OnGetCalendarAsync(string token, CancellationToken cancellationToken) =>
        await FindAsync(token, cancellationToken)
            ? File(
                CalendarFile.Write(
                    [.. Dates.Select(date => new CalendarDay(CalendarDay.UidOf(Status.Case.Value, date.Key), date.Day, date.Text.In(language), date.Place))],
                    language.Code,
                    clock.GetUtcNow()),
                CalendarFile.MediaType,
                "rskort.ics")
            : NotFound();

    /// <summary>The student says where unit or supervisor are to be written to (D-15).</summary>
    public async Task<IActionResult> OnPostAddressesAsync(string token, Guid placement, string? unitMail, string? supervisorMail, CancellationToken cancellationToken)
    {
        switch (await desk.GiveAddressesAsync(token, placement, unitMail, supervisorMail, cancellationToken))
        {
            case null:
                return NotFound();
            case PlacementResult.Refused refused:
                if (!await FindAsync(token, cancellationToken))
                    return NotFound();
                ModelState.AddModelError("", language[new Phrase(refused.Swedish, refused.English)]);
                return Page();
            default:
                return LocalRedirect($"/s/{token}?saved=1&{PageLanguage.QueryName}={language.Code}");
        }
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken) =>
        await desk.ConfirmReadAsync(token, cancellationToken) ? LocalRedirect($"/s/{token}{Request.QueryString}") : NotFound();

    private async Task<bool> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(token, cancellationToken) is not { } status)
            return false;

        language.Prefer(status.Language);
        Status = status;
        (Guide, Also) = new StudentGuides(contacts).Of(status);
        Reports = await reports.ListAsync(status.Case, cancellationToken);
        if (Guide.Where != GuidePlace.Nowhere)
            Code = SquareCode.Of(CounterCode.Of(token));
        if (status.Stage != StudentStage.Closed)
            Asked = [.. (await placements.ListAsync(status.Case, cancellationToken)).Where(placement => (placement.LacksUnitMail || placement.LacksSupervisorMail) && (placement.LastDay ?? placement.FirstDay) >= clock.Today())];
        return true;
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Incidents;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Work;

/// <summary>What is on its way, what waits for a retry and why, and what failed for good: by cause, with what is safe to do about it.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class WorkModel(WorkerStatus status, IncidentStore incidents, IncidentDesk desk, ReadOnlySwitch readOnly, CardAlarms alarms, PageLanguage language) : PageModel
{
    public const int MostCharacters = 500;

    private const int MostIncidents = 50;
    private const int MostAlarms = 50;

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    /// <summary>The incident whose form was refused.</summary>
    public long? Refused { get; private set; }

    public required WorkerCounts Counts { get; set; }

    /// <summary>Null: the directory may be written.</summary>
    public ReadOnlyState? ReadOnly { get; private set; }

    /// <summary>Cards that are valid though their holder's entry is closed (D-70), the longest standing first.</summary>
    public IReadOnlyList<CardAlarm> Alarms { get; private set; } = [];

    public IReadOnlyList<IncidentGroup> Groups { get; private set; } = [];

    /// <summary>The oldest of all groups.</summary>
    public ILookup<IncidentCause, Incident> Incidents { get; private set; } = Array.Empty<Incident>().ToLookup(incident => incident.Cause);

    /// <summary>What came of the button; null before it was pressed.</summary>
    public string? Said { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = TempData[nameof(Said)] as string;
        return LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(long incident, CancellationToken cancellationToken) =>
        Say(await desk.RetryAsync([incident], User.Actor(), cancellationToken) > 0 ? language[CaseTexts.Retried] : language[CaseTexts.RetryGone]);

    /// <param name="last">The highest id that was counted when the number was shown: no other is touched.</param>
    public async Task<IActionResult> OnPostAllAsync(string cause, string kind, long last, CancellationToken cancellationToken) =>
        Say(language[WorkTexts.RetriedMany, await desk.RetryAllAsync(new IncidentCause(cause, kind), last, User.Actor(), cancellationToken)]);

    public async Task<IActionResult> OnPostResolveAsync(long incident, CancellationToken cancellationToken)
    {
        var written = Reason?.Trim() ?? "";
        var outcome = string.IsNullOrWhiteSpace(Outcome) ? null : Outcome.Trim();
        if (FreeText.Problem(written, MostCharacters, language) is { } problem)
            return await RefuseAsync(incident, nameof(Reason), problem, cancellationToken);

        return await desk.ResolveAsync(incident, written, outcome, User.Actor(), cancellationToken) switch
        {
            Resolution.Resolved => Say(language[WorkTexts.Resolved]),
            Resolution.InFlight => Say(language[WorkTexts.InFlight]),
            Resolution.NoStep => await RefuseAsync(incident, nameof(Outcome), language[WorkTexts.NoStep], cancellationToken),
            Resolution.NotAnOutcome(var known) => await RefuseAsync(incident, nameof(Outcome), language[WorkTexts.NotAnOutcome, string.Join(", ", known)], cancellationToken),
            Resolution.Failed(var code) => await RefuseAsync(incident, nameof(Outcome), language[WorkTexts.Failed, code], cancellationToken),
            _ => Say(language[CaseTexts.RetryGone]),
        };
    }

    private async Task<IActionResult> RefuseAsync(long incident, string field, string problem, CancellationToken cancellationToken)
    {
        Refused = incident;
        ModelState.AddModelError(field, problem);
        await LoadAsync(cancellationToken);
        return Page();
    }

    private LocalRedirectResult Say(string text)
    {
        TempData[nameof(Said)] = text;
        return LocalRedirect("/work");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Counts = await status.GetAsync(cancellationToken);
        ReadOnly = await readOnly.FindAsync(cancellationToken);
        Groups = await incidents.GroupsAsync(cancellationToken);
        Incidents = (await incidents.ListAsync(MostIncidents, cancellationToken)).ToLookup(incident => incident.Cause);
        Alarms = await alarms.ListAsync(MostAlarms, cancellationToken);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Recurring;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Recurring;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>One job: when it runs, what came of it; run it now, or let it rest.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class JobModel(RecurringRuns runs, JobDesk desk, OrderedRuns ordered, PageLanguage language) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    [BindProperty]
    public bool Sure { get; set; }

    public required RecurringJobState Job { get; set; }

    public SaidAtDesk? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindAsync(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostRunAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
            return NotFound();
        if (ordered.TryOrder(Job.Name, User.Actor()))
            return Say(JobTexts.Ordered);
        ModelState.AddModelError("", language[JobTexts.TooMany]);
        return Page();
    }

    public async Task<IActionResult> OnPostPauseAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
            return NotFound();
        if (!Sure)
        {
            ModelState.AddModelError(nameof(Sure), language[JobTexts.SureMissing]);
            return Page();
        }

        await desk.PauseAsync(Job.Name, User.Actor(), cancellationToken);
        return Say(JobTexts.IsPaused);
    }

    public async Task<IActionResult> OnPostResumeAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
            return NotFound();
        await desk.ResumeAsync(Job.Name, User.Actor(), cancellationToken);
        return Say(JobTexts.IsResumed);
    }

    private LocalRedirectResult Say(Phrase text)
    {
        new SaidAtDesk(Code: null, text.With(JobTexts.NameOf(Job))).Keep(TempData);
        return LocalRedirect("/administration/jobs/" + Job.Name);
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if ((await runs.ListAsync(cancellationToken)).FirstOrDefault(job => job.Name == Name) is not { } found)
            return false;
        Job = found;
        return true;
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.DirectorySync;

/// <summary>Says how many of a situation would be decided, and how; then decides exactly those that the comparison found.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ConfirmModel(DriftInbox inbox, DriftDesk desk, TimeProvider clock, PageLanguage language) : PageModel
{
    public DriftForm Form { get; private set; } = new();

    public Situation Situation { get; private set; }

    /// <summary>Null where something is wrong with what was filled in.</summary>
    public DriftWord? Word { get; private set; }

    public DriftSummary? Summary { get; private set; }

    /// <summary>How many the comparison found.</summary>
    public int Count { get; private set; }

    /// <summary>What would be decided and skipped now; null where something is wrong with what was filled in.</summary>
    public DriftResult? Preview { get; private set; }

    public int SkippedAs(string code) => Preview?.Skipped.Count(one => one.Code == code) ?? 0;

    public async Task OnGetAsync(Situation situation, string? choice, string? until, string? reason, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Read(situation, choice, until, reason);
        Summary = await inbox.FindAsync(cancellationToken);
        Count = Summary?.Counts.GetValueOrDefault(situation) ?? 0;
        if (Count == 0)
            ModelState.AddModelError("", language[DriftTexts.Gone]);
        else if (Summary is { } summary && Word is { } word)
            Preview = await desk.PreviewAllAsync(summary, situation, word, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(Guid run, Situation situation, string? choice, string? until, string? reason, CancellationToken cancellationToken)
    {
        Read(situation, choice, until, reason);
        Summary = await inbox.FindAsync(cancellationToken);
        if (Word is not { } word)
            return Page();

        TempData[nameof(DriftModel.Said)] = Summary is { } summary && summary.Run == run
            ? DriftForm.Say(await desk.DecideAllAsync(summary, situation, word, User.Actor(), cancellationToken), language)
            : language[DriftTexts.Gone];
        return LocalRedirect($"/directory?situation={situation}");
    }

    private void Read(Situation situation, string? choice, string? until, string? reason)
    {
        Situation = situation;
        Form = new DriftForm { Choice = choice, Until = until, Reason = reason };
        Word = Form.ToWord(clock.Today(), language, ModelState);
    }
}

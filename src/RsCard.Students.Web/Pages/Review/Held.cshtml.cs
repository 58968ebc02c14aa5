using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Review;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>Approvals that can still be taken back, those that wait for a second person, and those that couldn't be carried out.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class HeldModel(HeldActions held, CaseBook book, ProcessOptions process, TimeProvider clock) : PageModel
{
    /// <summary>Of one batch; the rest are counted.</summary>
    public const int MostNames = 50;

    private static readonly TimeSpan RefusedShown = TimeSpan.FromDays(7);
    private Dictionary<CaseId, string?> names = [];

    public int UndoMinutes => process.UndoMinutes;

    public IReadOnlyList<IReadOnlyList<HeldAction>> Batches { get; private set; } = [];

    public IReadOnlyList<HeldAction> Refused { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        var all = await held.ListAsync(HeldApprovals.Approval, clock.GetUtcNow() - RefusedShown, cancellationToken);
        Batches = [.. all.Where(one => one.Code is null).GroupBy(one => (one.Batch, one.Actor)).Select(batch => batch.ToList())];
        Refused = [.. all.Where(one => one.Code is not null).Take(MostNames)];
        var shown = Batches.SelectMany(batch => batch.Take(MostNames)).Concat(Refused).Select(one => one.Case).Distinct().ToList();
        names = (await book.ListAsync(shown, cancellationToken)).ToDictionary(view => view.Id, view => view.Person?.FullName);
    }

    public string NameOf(HeldAction action) => names.GetValueOrDefault(action.Case) ?? action.Case.ToString();

    public bool IsOwn(HeldAction action) => action.Actor == User.Actor();

    /// <param name="batch">All that is left of it.</param>
    /// <param name="case">Or this one alone.</param>
    public async Task<IActionResult> OnPostUndoAsync(Guid? batch, Guid? @case, CancellationToken cancellationToken)
    {
        if (batch is null && @case is null)
            return NotFound();

        var undone = await held.UndoAsync(HeldApprovals.Approval, batch, @case is { } one ? [new CaseId(one)] : null, User.Actor(), cancellationToken);
        new SaidAtDesk(Code: null, undone > 0 ? ReviewTexts.Undone.Of(undone) : ReviewTexts.UndoneTooLate).Keep(TempData);
        return LocalRedirect("/review/held");
    }

    /// <summary>The second person of <see cref="ProcessOptions.FourEyes"/>: what this batch holds, if somebody else approved it.</summary>
    public async Task<IActionResult> OnPostConfirmAsync(Guid batch, CancellationToken cancellationToken)
    {
        var confirmed = await held.SecondAsync(HeldApprovals.Approval, batch, cases: null, User.Actor(), cancellationToken);
        new SaidAtDesk(Code: null, confirmed > 0 ? ReviewTexts.Confirmed.Of(confirmed, Show.Clock(clock.GetUtcNow() + process.UndoTime)) : ReviewTexts.HeldIsYours).Keep(TempData);
        return LocalRedirect("/review/held");
    }
}

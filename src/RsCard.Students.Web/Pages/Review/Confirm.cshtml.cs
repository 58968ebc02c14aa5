using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>
/// Says how many will be approved and who is an exception, then approves exactly those it counted: the ones chosen, or all that the queue's
/// filter let through then. Twice does nothing more, and it can be undone (<see cref="HeldModel"/>).
/// </summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ConfirmModel(ReviewQueue queue, HeldApprovals approvals, ProcessOptions process, PageLanguage language, TimeProvider clock) : QueueFilterModel
{
    public const int MostNames = 50;

    [BindProperty(SupportsGet = true, Name = "case")]
    public Guid[] Cases { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? Until { get; set; }

    public IReadOnlyList<ReviewItem> Items { get; private set; } = [];

    public IReadOnlyList<(ReviewItem Item, Phrase Text)> Exceptions { get; private set; } = [];

    public int ToApprove { get; private set; }

    /// <summary>What comes of pressing the button.</summary>
    public Phrase Then => process switch
    {
        { FourEyes: true } => ReviewTexts.ConfirmNeedsSecond,
        { UndoMinutes: 0 } => ReviewTexts.ConfirmAtOnce,
        _ => ReviewTexts.ConfirmUndo.With(CommonTexts.Minutes.Of(process.UndoMinutes)),
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Until ??= clock.GetUtcNow();
        var chosen = await ChosenAsync(cancellationToken);
        Items = chosen.Count > 0 ? await queue.ListAsync(chosen, cancellationToken) : [];
        if (Items.Count == 0)
            ModelState.AddModelError("", language[ReviewTexts.NothingChosen]);
        Exceptions =
        [
            .. from item in Items
               let text = ExceptionOf(item)
               where text is not null
               select (item, text),
        ];
        ToApprove = Items.Count(item => item.Situation is not (null or DirectorySituation.SeveralEntries) && !IsOthers(item));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await approvals.HoldAsync(await ChosenAsync(cancellationToken), User.Actor(), cancellationToken);
        var until = process.FourEyes ? (DateTimeOffset?)null : clock.GetUtcNow() + process.UndoTime;
        (SaidDecision.Of(result.Held, result.Skipped) with { IsHeld = true, Until = until }).Keep(TempData);
        return LocalRedirect("/review");
    }

    private async Task<IReadOnlyList<CaseId>> ChosenAsync(CancellationToken cancellationToken) => All
        ? await queue.IdsAsync(Filter with { Until = Until }, User.Actor(), cancellationToken)
        : [.. Cases.Distinct().Select(id => new CaseId(id))];

    private Phrase? ExceptionOf(ReviewItem item) => item.Situation switch
    {
        null => ReviewTexts.DirectoryUnknown,
        DirectorySituation.SeveralEntries => ReviewTexts.SeveralText,
        _ when IsOthers(item) => ReviewTexts.OthersText,
        DirectorySituation.EmployeeWithCard => ReviewTexts.OwnCardText,
        _ => null,
    };

    private bool IsOthers(ReviewItem item) => item.ClaimedBy is { } by && by != User.Actor();
}

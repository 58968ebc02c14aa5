using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>Says how many will be approved and who is an exception, then approves exactly those it named. Twice does nothing more.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ConfirmModel(ReviewQueue queue, ReviewDesk desk, PageLanguage language) : PageModel
{
    public const int MostNames = 50;

    public IReadOnlyList<ReviewItem> Items { get; private set; } = [];

    public IReadOnlyList<(ReviewItem Item, Phrase Text)> Exceptions { get; private set; } = [];

    public int ToApprove { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "case")] Guid[] cases, bool all, CancellationToken cancellationToken)
    {
        Items = all || cases.Length > 0 ? await queue.ListAsync(all ? null : Ids(cases), cancellationToken) : [];
        if (Items.Count == 0)
            ModelState.AddModelError("", language[ReviewTexts.NothingChosen]);
        Exceptions =
        [
            .. from item in Items
               let text = item.Situation switch
               {
                   null => ReviewTexts.DirectoryUnknown,
                   DirectorySituation.SeveralEntries => ReviewTexts.SeveralText,
                   DirectorySituation.EmployeeWithCard => ReviewTexts.OwnCardText,
                   _ => null,
               }
               where text is not null
               select (item, text),
        ];
        ToApprove = Items.Count(item => item.Situation is not (null or DirectorySituation.SeveralEntries));
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "case")] Guid[] cases, CancellationToken cancellationToken)
    {
        SaidDecision.Keep(TempData, await desk.ApproveAsync(Ids(cases), User.Actor(), cancellationToken));
        return LocalRedirect("/review");
    }

    private static List<CaseId> Ids(Guid[] cases) => [.. cases.Distinct().Select(id => new CaseId(id))];
}

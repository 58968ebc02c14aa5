using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Review;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>Who waits for the HSA team, the earliest placement first, each beside what the directory holds (D-6).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class QueueModel(ReviewQueue queue, ProcessOptions process, TimeProvider clock) : PageModel
{
    private const int ItemsOnAPage = 15;

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages { get; private set; }

    public int OldestDays { get; private set; }

    public int WithinDays => process.ReviewWithinDays;

    public DateOnly Today => clock.Today();

    public IReadOnlyList<ReviewItem> Items { get; private set; } = [];

    /// <summary>What came of the decision just taken; null when none was.</summary>
    public SaidDecision? Said { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidDecision.Take(TempData);
        var all = await queue.ListAsync(cases: null, cancellationToken);
        Total = all.Count;
        Pages = Math.Max(1, (Total + ItemsOnAPage - 1) / ItemsOnAPage);
        At = Math.Clamp(At, 1, Pages);
        OldestDays = all.Count == 0 ? 0 : all.Max(item => Show.DaysSince(item.Since, Today));
        Items = [.. all.Skip((At - 1) * ItemsOnAPage).Take(ItemsOnAPage)];
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Held;
using RsCard.Students.Review;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>Who waits for the HSA team, the earliest placement first, each beside what the directory holds (D-6).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class QueueModel(ReviewQueue queue, ReviewClaims claims, HeldActions held, ProcessOptions process, TimeProvider clock) : QueueFilterModel
{
    private const int ItemsOnAPage = 15;

    /// <summary>When those shown were counted: who comes later isn't approved with them.</summary>
    private DateTimeOffset counted;

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages { get; private set; }

    public int OldestDays { get; private set; }

    public int HeldCount { get; private set; }

    public IReadOnlyList<string> Institutions { get; private set; } = [];

    public IReadOnlyList<string> Reasons { get; private set; } = [];

    public int WithinDays => process.ReviewWithinDays;

    public DateOnly Today => clock.Today();

    public IReadOnlyList<ReviewItem> Items { get; private set; } = [];

    /// <summary>What came of the decision just taken; null when none was.</summary>
    public SaidDecision? Said { get; private set; }

    public SaidAtDesk? SaidOfClaim { get; private set; }

    public bool IsFiltered => Filter != new QueueFilter();

    /// <summary>Approval of all that the filter lets through, as they were counted here.</summary>
    public string ApproveAll => AddressOf("/review/confirm", ("all", "true"), ("until", InAddress(counted)));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidDecision.Take(TempData);
        SaidOfClaim = SaidAtDesk.Take(TempData);
        counted = clock.GetUtcNow();
        var page = await queue.PageAsync(Filter, User.Actor(), At, ItemsOnAPage, cancellationToken);
        (Items, Total, At, Pages) = (page.Items, page.Total, page.At, page.Pages);
        OldestDays = page.Oldest is { } since ? Show.DaysSince(since, Today) : 0;
        HeldCount = await held.CountAsync(HeldApprovals.Approval, cancellationToken);
        var choices = await queue.ChoicesAsync(cancellationToken);
        Institutions = [.. choices.Select(choice => choice.Institution).Distinct().Order(StringComparer.Ordinal)];
        Reasons = [.. choices.Select(choice => choice.Reason).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Takes on those of the shown page that nobody has taken.</summary>
    public async Task<IActionResult> OnPostClaimAsync(CancellationToken cancellationToken)
    {
        var page = await queue.PageAsync(Filter with { Claim = QueueFilter.Free }, User.Actor(), Claim == QueueFilter.Free ? At : 1, ItemsOnAPage, cancellationToken);
        var claimed = await claims.ClaimAsync([.. page.Items.Select(item => item.Case)], takesOver: false, User.Actor(), cancellationToken);
        new SaidAtDesk(Code: null, ReviewTexts.ClaimedNow.With(claimed)).Keep(TempData);
        return LocalRedirect("/review?claim=" + QueueFilter.Mine);
    }
}

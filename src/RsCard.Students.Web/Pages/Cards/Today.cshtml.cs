using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Counter;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>A station's list of the day: who was served, what can still be taken back, and whose cards wait (D-14).</summary>
[Authorize(StaffRoles.CardStation)]
public sealed class TodayModel(CounterDay day) : PageModel
{
    /// <summary>Of each list: with more the page would be heavy.</summary>
    public const int Most = 100;

    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public string? Station => StationChoice.Find(User, At);

    public IReadOnlyList<Served> Served { get; private set; } = [];

    public IReadOnlyList<CardToFetch> ToFetch { get; private set; } = [];

    public int CountToFetch { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Station is not { } station)
            return At is null ? LocalRedirect("/station") : NotFound();

        Served = await day.ServedAsync(station, Most, cancellationToken);
        (ToFetch, CountToFetch) = await day.ToFetchAsync(station, Most, cancellationToken);
        return Page();
    }
}

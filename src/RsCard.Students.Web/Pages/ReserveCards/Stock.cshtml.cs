using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.ReserveCards;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.ReserveCards;

/// <summary>Reserve cards that lie at a station, and those that have just come (D-28). The HSA team chooses a station; a station sees its own.</summary>
[Authorize(StaffRoles.CardKeeper)]
public sealed class StockModel(ReserveCardStock stock, PageLanguage language) : PageModel
{
    private const int OnAPage = 100;

    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    /// <summary>Which page of the list, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int Shown { get; set; } = 1;

    [BindProperty]
    public string? Serials { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public string? Last { get; set; }

    /// <summary>Those that this person may see.</summary>
    public IReadOnlyList<StationStock> Stations { get; private set; } = [];

    /// <summary>Null: one of several is to be chosen first.</summary>
    public StationStock? Station { get; private set; }

    public IReadOnlyList<StockedCard> Cards { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindAsync(cancellationToken) || At is null ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostScanAsync(CancellationToken cancellationToken)
    {
        var scanned = (Serials ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (scanned.Length == 0)
            ModelState.AddModelError(nameof(Serials), language[StockTexts.ScanMissing]);
        return AddAsync(nameof(Serials), station => stock.ScanAsync(station, scanned, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostSeriesAsync(CancellationToken cancellationToken) =>
        AddAsync(nameof(First), station => stock.AddAsync(station, First ?? "", Last ?? "", User.Actor(), cancellationToken), cancellationToken);

    private async Task<IActionResult> AddAsync(string field, Func<string, Task<DeskResult>> add, CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken) || Station is not { } station)
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        var said = SaidAtDesk.Of(await add(station.Code));
        if (said.IsProblem(ModelState, language, field))
            return Page();

        said.Keep(TempData);
        return LocalRedirect($"/stock?at={station.Code}");
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        var all = await stock.ListStationsAsync(cancellationToken);
        Stations = User.IsInRole(StaffRoles.HsaTeam) ? all : [.. all.Where(station => User.Staff().Stations.Contains(station.Code))];
        Station = At is null && Stations is [var only] ? only : Stations.FirstOrDefault(station => station.Code == At);
        if (Station is not { } chosen)
            return false;

        var cards = await stock.ListAsync(chosen.Code, cancellationToken);
        Total = cards.Count;
        Pages = Math.Max(1, (Total + OnAPage - 1) / OnAPage);
        Shown = Math.Clamp(Shown, 1, Pages);
        Cards = [.. cards.Skip((Shown - 1) * OnAPage).Take(OnAPage)];
        return true;
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>
/// A table of cases with search, filter, order and page in the address. What is typed may be a personal number, so it is posted: a number
/// leads to its case and never stands in an address (D-41), a name does.
/// </summary>
public abstract class CaseTableModel(CaseTable table, CaseBook book, TimeProvider clock, PageLanguage language) : PageModel
{
    private const int CasesOnAPage = 25;

    /// <summary>A part of a name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Turn { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Overdue { get; set; }

    /// <summary>One of <see cref="CaseFilter.Forecasts"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Forecast { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public CasePage Shown { get; private set; } = new([], 0, 1, 1);

    /// <summary>Found by a number that several cases have.</summary>
    public IReadOnlyList<CaseView> Found { get; private set; } = [];

    /// <summary>Where the table stands, and a case below it: <c>/students</c> or <c>/cases</c>.</summary>
    public abstract string Under { get; }

    /// <summary>Whose cases the person may choose among.</summary>
    public IReadOnlyList<string> Institutions { get; protected set; } = [];

    public bool IsFiltered => Filter != new CaseFilter(Sort: Filter.Sort);

    private CaseFilter Filter => new(Institution, Q, Turn, State, Overdue, Sort, Forecast);

    protected CaseTable Table { get; } = table;

    protected CaseBook Book { get; } = book;

    public string AddressOf(int page) => Address.Of(
        Under, ("q", Q), ("institution", Institution), ("turn", Turn), ("state", State), ("overdue", Overdue ? "true" : null), ("forecast", Forecast), ("sort", Sort), ("at", page > 1 ? $"{page}" : null));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        // A number that somebody put in an address isn't searched for, and leaves it.
        if (PersonalNumberReader.Read(Q ?? "", clock.Today()) is PersonalNumberReading.Valid)
            return LocalRedirect(Under);

        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>What the page shows.</summary>
    protected virtual async Task LoadAsync(CancellationToken cancellationToken)
    {
        Shown = await Table.PageAsync(Filter, User.Scope(), At, CasesOnAPage, cancellationToken);
        At = Shown.At;
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "Sought")] string? sought, CancellationToken cancellationToken)
    {
        var found = new List<CaseView>();
        foreach (var id in string.IsNullOrWhiteSpace(sought) ? [] : await Book.FindAsync(sought, clock.Today(), cancellationToken))
        {
            if (await Book.FindViewAsync(id, cancellationToken) is { } view && User.Scope()?.Contains(view.InstitutionCode) != false)
                found.Add(view);
        }

        if (found is [var only])
            return LocalRedirect($"{Under}/{only.Id}");
        if (found.Count == 0 && sought?.Any(char.IsAsciiDigit) == false)
        {
            Q = sought.Trim();
            State = CaseFilter.All;
            return LocalRedirect(AddressOf(1));
        }

        await LoadAsync(cancellationToken);
        Found = found;
        if (found.Count == 0)
            ModelState.AddModelError("Sought", language[CaseTexts.NotFound]);
        return Page();
    }
}

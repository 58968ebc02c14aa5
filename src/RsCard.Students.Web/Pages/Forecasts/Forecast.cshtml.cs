using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Forecasts;

/// <summary>
/// Who won't be ready on the first day of the next placement (D-62): the table of cases, chosen by forecast, the first to begin at the top.
/// The HSA team sees all, an administrator the own institutions'.
/// </summary>
[Authorize(StaffRoles.ListReader)]
public sealed class ForecastModel(CaseTable table, TimeProvider clock) : PageModel
{
    private const string Path = "/forecast";
    private const int CasesOnAPage = 25;

    /// <summary>One of <see cref="CaseFilter.Forecasts"/>; else who isn't in time.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Verdict { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    /// <summary>The placement begins within so many weeks; null: whenever.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Weeks { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    /// <summary>Weeks to choose among.</summary>
    public static IReadOnlyList<int> WeeksToChoose { get; } = [2, 4, 8];

    public CasePage Shown { get; private set; } = new([], 0, 1, 1);

    /// <summary>Whose students the person may choose among.</summary>
    public IReadOnlyList<string> Institutions { get; private set; } = [];

    public string ChosenVerdict => Verdict is { } verdict && CaseFilter.Forecasts.Contains(verdict) ? verdict : CaseFilter.NotInTime;

    public int? ChosenWeeks => Weeks is { } weeks && WeeksToChoose.Contains(weeks) ? weeks : null;

    public bool IsFiltered => ChosenWeeks is not null || Institution is not null || ChosenVerdict != CaseFilter.NotInTime;

    public DateOnly Today => clock.Today();

    /// <summary>Where a student's page stands.</summary>
    public string Under => User.IsInRole(StaffRoles.HsaTeam) ? "/cases" : "/students";

    public string AddressOf(int page) => Address.Of(Path, ("verdict", Verdict), ("institution", Institution), ("weeks", ChosenWeeks?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("at", page > 1 ? $"{page}" : null));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var filter = new CaseFilter(Institution, Sort: CaseFilter.ByPlacement, Forecast: ChosenVerdict, WithinWeeks: ChosenWeeks);
        Shown = await table.PageAsync(filter, User.Scope(), At, CasesOnAPage, cancellationToken);
        At = Shown.At;
        Institutions = User.Scope() ?? await table.InstitutionsAsync(cancellationToken);
    }
}

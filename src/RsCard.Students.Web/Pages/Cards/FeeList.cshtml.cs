using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>
/// What students owe (D-13, D-31), the newest first. A station begins with the cards of its own; with the student at the counter, any.
/// </summary>
[Authorize(StaffRoles.CardKeeper)]
public sealed class FeeListModel(Fees fees, CaseBook book) : PageModel
{
    private const int OnAPage = 50;

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    /// <summary>Those that are paid or waived too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>Of this case's student alone.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Case { get; set; }

    public string? Student { get; private set; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Stations => User.IsInRole(StaffRoles.HsaTeam) ? null : User.Staff().Stations;

    public int Total { get; private set; }

    public int Pages { get; private set; }

    public int Unpaid { get; private set; }

    public int UnpaidKronor { get; private set; }

    public IReadOnlyList<(Fee Fee, string? Name)> Fees { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    public string Filter => $"all={(All ? "true" : "false")}{(Case is { } id ? $"&case={id}" : "")}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        if (Case is { } id)
        {
            if (await book.FindViewAsync(new CaseId(id), cancellationToken) is not { Person: { } person })
                return NotFound();

            Student = person.FullName;
        }

        var found = await fees.ListAsync(Case is { } only ? new CaseId(only) : null, Case is null ? Stations : null, onlyOpen: !All, cancellationToken);
        Total = found.Count;
        Unpaid = found.Count(fee => fee.IsOpen);
        UnpaidKronor = found.Where(fee => fee.IsOpen).Sum(fee => fee.AmountKronor);
        Pages = Math.Max(1, (Total + OnAPage - 1) / OnAPage);
        At = Math.Clamp(At, 1, Pages);
        var shown = found.Skip((At - 1) * OnAPage).Take(OnAPage).ToList();
        var names = (await book.ListAsync([.. shown.Select(fee => fee.CaseId).Distinct()], cancellationToken)).ToDictionary(view => view.Id, view => view.Person?.FullName);
        Fees = [.. shown.Select(fee => (fee, names.GetValueOrDefault(fee.CaseId)))];
        return Page();
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Accounts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>Who may do what.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class StaffModel(StaffDesk desk, PlaceNames places, PageLanguage language) : PageModel
{
    private const int OnAPage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public int Pages { get; private set; }

    public IReadOnlyList<StaffEntry> Shown { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await places.LoadAsync(cancellationToken);
        var sought = Q?.Trim() ?? "";
        var found = (await desk.ListAsync(cancellationToken)).Where(person => Fits(person.Groups.Name, sought) || Fits(person.Groups.UserName, sought)).ToList();
        if (found.Count == 0 && await desk.FindAsync(sought, cancellationToken) is { } other)
            found.Add(other);
        Pages = Math.Max(1, (found.Count + OnAPage - 1) / OnAPage);
        At = Math.Clamp(At, 1, Pages);
        Shown = [.. found.Skip((At - 1) * OnAPage).Take(OnAPage)];
    }

    public string NameOf(StaffRole role) => places.NameOf(role, language);

    private static bool Fits(string text, string sought) => text.Contains(sought, StringComparison.CurrentCultureIgnoreCase);
}

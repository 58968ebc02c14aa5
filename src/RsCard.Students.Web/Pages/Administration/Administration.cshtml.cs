using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>Leads to what holds for all students.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class AdministrationModel : PageModel
{
    public static IReadOnlyList<(string Address, Phrase Name, Phrase About)> Pages { get; } =
    [
        ("/administration/stations", StationAdminTexts.Title, AdministrationTexts.ToStations),
        ("/administration/staff", StaffTexts.Title, StaffTexts.About),
        ("/administration/calendar", CalendarTexts.Title, CalendarTexts.About),
        ("/administration/jobs", JobTexts.Title, JobTexts.About),
    ];
}

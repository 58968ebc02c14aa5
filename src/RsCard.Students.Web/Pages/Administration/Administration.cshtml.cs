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
        ("/administration/health", HealthTexts.Title, HealthTexts.About),
        ("/administration/stations", StationAdminTexts.Title, AdministrationTexts.ToStations),
        ("/administration/institutions", InstitutionTexts.Title, InstitutionTexts.About),
        ("/administration/staff", StaffTexts.Title, StaffTexts.About),
        ("/administration/calendar", CalendarTexts.Title, CalendarTexts.About),
        ("/administration/variants", VariantTexts.Title, VariantTexts.About),
        ("/mails", MailTexts.Title, MailTexts.About),
        ("/administration/jobs", JobTexts.Title, JobTexts.About),
        ("/administration/changes", AuditTexts.Title, AuditTexts.About),
        ("/administration/settings", SettingTexts.Title, SettingTexts.About),
    ];
}

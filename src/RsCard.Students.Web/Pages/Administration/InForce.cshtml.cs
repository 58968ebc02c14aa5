using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Recurring;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>Every setting as it counts on this node; no secret.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class InForceModel(Settings settings, NodeName node) : PageModel
{
    public string Node => node.Value;

    public IEnumerable<IGrouping<string, SettingInForce>> Sections => settings.InForce().GroupBy(setting => setting.Section);
}

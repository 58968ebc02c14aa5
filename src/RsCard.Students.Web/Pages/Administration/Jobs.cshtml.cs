using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>What recurs, each with a page of its own.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class JobsModel : PageModel;

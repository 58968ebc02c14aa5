using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages;

/// <summary>Sends each person to where their work begins.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Navigation.Of(User.Staff()) is [var (address, _), ..] ? LocalRedirect(address) : Forbid();
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Ldap;
using RsCard.Students.Accounts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Accounts;

/// <summary>Staff sign in by a bind against the directory. Every failure looks alike.</summary>
[AllowAnonymous]
public sealed class SignInModel(StaffSignIn signIn, SignInBrake brake, PageLanguage language) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Destination) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (name, password) = (UserName?.Trim() ?? "", Password ?? "");
        var address = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (name.Length == 0 || password.Length == 0 || !brake.TryBegin(name, address))
            return Refuse(SignInTexts.Failed, StatusCodes.Status200OK);

        try
        {
            if (await signIn.SignInAsync(name, password, cancellationToken) is not { } person)
                return Refuse(SignInTexts.Failed, StatusCodes.Status200OK);

            brake.Succeeded(name, address);
            await HttpContext.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, StaffPrincipal.Create(person.Groups, person.Decisions), StaffCookie.NewSession());
            return LocalRedirect(Destination);
        }
        catch (LdapException)
        {
            return Refuse(CommonTexts.DirectoryDown, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Only an address of this site.</summary>
    private string Destination => Url.IsLocalUrl(Return) ? Return : "/";

    private PageResult Refuse(Phrase why, int status)
    {
        ModelState.Remove(nameof(Password));
        ModelState.AddModelError(nameof(UserName), language[why]);
        return new PageResult { StatusCode = status };
    }
}

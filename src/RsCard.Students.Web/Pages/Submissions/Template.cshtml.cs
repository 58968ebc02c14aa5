using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>An empty list with all headers, which a spreadsheet opens.</summary>
[Authorize(StaffRoles.StudyAdministrator)]
public sealed class TemplateModel(PageLanguage language) : PageModel
{
    public FileContentResult OnGet()
    {
        var headers = ListColumn.All.Select(column => language.Code == PageLanguage.English ? column.English : column.Swedish);
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join(';', headers) + "\r\n")];
        return File(bytes, "text/csv", language.Code == PageLanguage.English ? "template.csv" : "mall.csv");
    }
}

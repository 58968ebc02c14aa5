using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>The refused rows as a file, to be mended and sent again (D-2).</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class RefusedModel(SubmissionBook book, PageLanguage language) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await OneListModel.FindAsync(book, User, id, cancellationToken) is not { IsApplied: true } list
            || await book.RefusedRowsAsync(list.Id, language.Code, cancellationToken) is not { } bytes)
            return NotFound();

        // An XLSX is a zip file, and begins like one.
        var isWorkbook = bytes is [(byte)'P', (byte)'K', ..];
        var name = Path.GetFileNameWithoutExtension(list.FileName) + (language.Code == PageLanguage.English ? "-to-mend" : "-att-rätta");
        return isWorkbook
            ? File(bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx")
            : File(bytes, "text/csv", name + ".csv");
    }
}

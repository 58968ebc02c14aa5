using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Submissions;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>
/// A list is chosen, or dropped on the page; what would become of it stands on the next (D-2). The upload is never spooled to a disk: it
/// may hold rows that must not be stored (D-4), so the form is buffered in memory up to its limit.
/// </summary>
[Authorize(StaffRoles.StudyAdministrator)]
[RefuseHugeUpload]
[RequestSizeLimit(UploadLimits.MaxBodyBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadLimits.MaxBodyBytes, MemoryBufferThreshold = UploadLimits.MaxBodyBytes)]
public sealed class SendModel(ListPreviews previews, ListLimits limits, PageLanguage language) : PageModel
{
    /// <summary>Why one is sent back here, when a preview is gone.</summary>
    public const string Gone = "gone";

    /// <summary>An ordinary list has been gone through by then, and its preview is there at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [BindProperty]
    public string? Institution { get; set; }

    public IReadOnlyList<string> Institutions => User.Staff().Institutions;

    public long MaxMegabytes => limits.MaxBytes / (1024 * 1024);

    public void OnGet(string? refused)
    {
        if (refused == FileCodes.TooLarge)
            ModelState.AddModelError("List", SayRefusal(new FileRefusal(FileCodes.TooLarge, $"{MaxMegabytes} MB"), language));
        else if (refused == Gone)
            ModelState.AddModelError("List", language[ListTexts.PreviewGone]);
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "List")] IFormFile? list, CancellationToken cancellationToken)
    {
        Institution = Institution is null && Institutions is [var only] ? only : Institution;
        if (Institution is null || !Institutions.Contains(Institution))
            ModelState.AddModelError(nameof(Institution), language[ListTexts.InstitutionMissing]);
        if (list is null)
            ModelState.AddModelError("List", language[ListTexts.FileMissing]);
        if (!ModelState.IsValid || list is null || Institution is null)
            return Page();

        var bytes = new byte[list.Length];
        await using (var content = list.OpenReadStream())
            await content.ReadExactlyAsync(bytes, cancellationToken);
        if (previews.Begin(User.Actor(), Institution, Path.GetFileName(list.FileName), bytes) is not { } pending)
        {
            ModelState.AddModelError("List", language[ListTexts.NoRoom]);
            return Page();
        }

        await Task.WhenAny(pending.Judged, Task.Delay(Patience, TimeProvider.System, cancellationToken));
        if (pending.Preview is not { Refusal: { } refusal })
            return LocalRedirect($"/lists/preview/{pending.Name}");

        previews.Drop(pending);
        ModelState.AddModelError("List", SayRefusal(refusal, language));
        return Page();
    }

    internal static string SayRefusal(FileRefusal refusal, PageLanguage language) => $"{refusal.Code}: {FileTexts.Message(refusal, language.Code)}";
}

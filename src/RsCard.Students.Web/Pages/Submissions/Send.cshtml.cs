using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Ldap;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Submissions;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>
/// A list is chosen, shown as what would become of it, and sent when confirmed (D-2). The upload is never spooled to a disk: it
/// may hold rows that must not be stored (D-4), so the form is buffered in memory up to its limit.
/// </summary>
[Authorize(StaffRoles.StudyAdministrator)]
[RefuseHugeUpload]
[RequestSizeLimit(UploadLimits.MaxBodyBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadLimits.MaxBodyBytes, MemoryBufferThreshold = UploadLimits.MaxBodyBytes)]
public sealed class SendModel(SubmissionReceiver receiver, PendingLists kept, ListLimits limits, PageLanguage language) : PageModel
{
    [BindProperty]
    public string? Institution { get; set; }

    public IReadOnlyList<string> Institutions => User.Staff().Institutions;

    public string? FileName { get; private set; }

    /// <summary>Null when the directory doesn't answer.</summary>
    public SubmissionAnswer? Answer { get; private set; }

    /// <summary>What the confirmation names the file by; null before a preview.</summary>
    public string? Pending { get; private set; }

    public long MaxMegabytes => limits.MaxBytes / (1024 * 1024);

    public void OnGet(string? refused)
    {
        if (refused == FileCodes.TooLarge)
            Refuse(new FileRefusal(FileCodes.TooLarge, $"{MaxMegabytes} MB"));
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

        FileName = Path.GetFileName(list.FileName);
        var bytes = new byte[list.Length];
        await using (var content = list.OpenReadStream())
            await content.ReadExactlyAsync(bytes, cancellationToken);
        try
        {
            Answer = await receiver.DryRunAsync(Institution, bytes, FileName, language.Code, cancellationToken);
        }
        catch (LdapException)
        {
            // The list can be sent all the same: its rows wait for the directory.
        }

        if (Answer?.File is { Code: { } code, Message: var message })
        {
            CryptographicOperations.ZeroMemory(bytes);
            ModelState.AddModelError("List", $"{code}: {message}");
            return Page();
        }

        Pending = kept.Keep(User.Actor(), Institution, FileName, bytes);
        if (Pending is null)
            ModelState.AddModelError("List", language[ListTexts.NoRoom]);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(string? pending, CancellationToken cancellationToken)
    {
        if (kept.Take(User.Actor(), pending ?? "") is not { } list || !Institutions.Contains(list.Institution))
        {
            ModelState.AddModelError("List", language[ListTexts.PreviewGone]);
            return Page();
        }

        try
        {
            var receipt = await receiver.ReceiveAsync(list.Institution, list.Bytes, list.FileName, User.Actor(), cancellationToken);
            if (receipt is Receipt.Received(var id))
                return LocalRedirect($"/lists/{id}");

            Refuse(((Receipt.Refused)receipt).Refusal);
            return Page();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(list.Bytes);
        }
    }

    private void Refuse(FileRefusal refusal) =>
        ModelState.AddModelError("List", $"{refusal.Code}: {FileTexts.Message(refusal, language.Code)}");
}

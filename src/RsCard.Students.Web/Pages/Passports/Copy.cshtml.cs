using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Passports;

/// <summary>
/// A student's passport copy: the administrator of the own institution sends it, the HSA team verifies it (D-20, D-21). An upload is never
/// spooled to a disk, where it would lie in clear: the form is buffered in memory up to its limit.
/// </summary>
[Authorize(StaffRoles.ListReader)]
[RequestSizeLimit(MaxBodyBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxBodyBytes, MemoryBufferThreshold = MaxBodyBytes)]
public sealed class CopyModel(CaseBook book, PassportCopyDesk desk, PageLanguage language) : PageModel
{
    public const int MostCharacters = 500;

    /// <summary>A little more than the largest limit that can be set, so that a file slightly over gets an answer of its own.</summary>
    private const int MaxBodyBytes = 26 * 1024 * 1024;

    [BindProperty]
    public string? CertifiedOn { get; set; }

    [BindProperty]
    public string? CertifierName { get; set; }

    [BindProperty]
    public string? CertifierPhone { get; set; }

    [BindProperty]
    public string? PassportValidTo { get; set; }

    [BindProperty]
    public bool IsSigned { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public required CaseView View { get; set; }

    /// <summary>The newest; null where none has come.</summary>
    public PassportCopyView? Copy { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public int MaxMegabytes => desk.MaxMegabytes;

    public bool IsHsaTeam => User.IsInRole(StaffRoles.HsaTeam);

    public string Back => IsHsaTeam ? $"/cases/{View.Id}" : $"/students/{View.Id}";

    public bool MayDecide => IsHsaTeam && Copy is { Decision: null, ErasedAt: null } && View.Steps.Any(step => step is { DefinitionId: "passport-copy", ActivityId: "decision" });

    public bool MayUpload => IsOwn && View.Steps.Any(step => step is { DefinitionId: "passport-copy", ActivityId: "copy" or "decision" });

    private bool IsOwn => User.Staff().Institutions.Contains(View.InstitutionCode);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostUploadAsync(Guid id, [FromForm(Name = "File")] IFormFile? file, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken) || !IsOwn)
            return NotFound();

        var certifiedOn = Day(nameof(CertifiedOn), CertifiedOn);
        var validTo = Day(nameof(PassportValidTo), PassportValidTo);
        if (file is null)
            ModelState.AddModelError("File", language[CopyTexts.FileMissing]);
        if (!ModelState.IsValid || file is null)
            return Page();

        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(content, cancellationToken);
        var copy = new CertifiedCopy(content, certifiedOn, IsSigned, new Certifier(CertifierName ?? "", CertifierPhone ?? ""), validTo);
        Said = SaidAtDesk.Of(await desk.UploadAsync(View.Id, copy, User.Actor(), cancellationToken));
        CryptographicOperations.ZeroMemory(content);
        return Said.Code is null ? Redirect(id) : Page();
    }

    public async Task<IActionResult> OnPostApproveAsync(Guid id, Guid copy, CancellationToken cancellationToken)
    {
        if (!IsHsaTeam || !await FindAsync(id, cancellationToken))
            return NotFound();

        Said = SaidAtDesk.Of(await desk.ApproveAsync(View.Id, copy, User.Actor(), cancellationToken));
        return Redirect(id);
    }

    public async Task<IActionResult> OnPostRejectAsync(Guid id, Guid copy, CancellationToken cancellationToken)
    {
        if (!IsHsaTeam || !await FindAsync(id, cancellationToken))
            return NotFound();

        var reason = Reason?.Trim() ?? "";
        if (FreeText.Problem(reason, MostCharacters, language) is { } problem)
        {
            ModelState.AddModelError(nameof(Reason), problem);
            return Page();
        }

        Said = SaidAtDesk.Of(await desk.RejectAsync(View.Id, copy, reason, User.Actor(), cancellationToken));
        return Redirect(id);
    }

    private LocalRedirectResult Redirect(Guid id)
    {
        Said?.Keep(TempData);
        return LocalRedirect($"/cases/{id}/passport-copy");
    }

    private DateOnly Day(string field, string? text)
    {
        if (Show.ParseDay(text) is { } day)
            return day;

        ModelState.AddModelError(field, language[StationTexts.DateMissing]);
        return default;
    }

    /// <summary>A student of another institution is as if they weren't there.</summary>
    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var scope = User.Scope();
        if (await book.FindViewAsync(new CaseId(id), cancellationToken) is not { } view || scope?.Contains(view.InstitutionCode) == false)
            return false;

        View = view;
        Copy = await desk.FindAsync(view.Id, cancellationToken);
        return true;
    }
}

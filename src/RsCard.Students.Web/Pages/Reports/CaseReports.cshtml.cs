using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Reports;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Cases;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Reports;

/// <summary>What one student says is wrong, and what was answered. The HSA team sees and answers all of it, an administrator what is theirs to answer.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class CaseReportsModel(CaseBook book, ReportBook reports, ReportDesk desk, PageLanguage language) : ScopedCaseModel(book, language)
{
    [BindProperty(SupportsGet = true, Name = "report")]
    public Guid? Asked { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    public IReadOnlyList<StudentReport> Reports { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    public static string FieldOf(Guid report) => $"Reply-{report:N}";

    /// <summary>What was typed and has to be mended.</summary>
    public string? ReplyTo(Guid report) => report == Asked ? Reply : null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await LoadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || Reports.FirstOrDefault(one => one.Id == Asked) is not { } report)
            return NotFound();

        var answer = Reply?.Trim() ?? "";
        if (answer.Length > ReportDesk.MostCharacters || FreeText.HasNumber(answer))
        {
            ModelState.AddModelError(FieldOf(report.Id), Language[WrongTexts.AnswerTooLong, ReportDesk.MostCharacters]);
            return Page();
        }

        if (!await desk.AnswerAsync(View.Id, report.Id, answer, User.Actor(), cancellationToken))
        {
            ModelState.AddModelError("", Language[WrongTexts.AnsweredBefore]);
            return Page();
        }

        new SaidAtDesk(Code: null, WrongTexts.AnswerSaid).Keep(TempData);
        return LocalRedirect($"/cases/{id}/reports");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return false;

        Reports = [.. (await reports.ListAsync(View.Id, cancellationToken)).Where(report => User.Scope() is null || report.Kind.Turn == Owners.StudyAdministrator)];
        return true;
    }
}

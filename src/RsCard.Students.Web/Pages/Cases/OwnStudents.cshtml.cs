using Microsoft.AspNetCore.Authorization;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>The administrator's own students: step, whose turn, since when, and when the RSid was mailed (D-10).</summary>
[Authorize(StaffRoles.StudyAdministrator)]
public sealed class OwnStudentsModel(CaseTable table, CaseBook book, TimeProvider clock, PageLanguage language) : CaseTableModel(table, book, clock, language)
{
    private const int MostEndedInBreak = 20;

    public override string Under => "/students";

    /// <summary>Whose entry ended during a break (D-33).</summary>
    public IReadOnlyList<CaseView> EndedInBreak { get; private set; } = [];

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        await base.LoadAsync(cancellationToken);
        Institutions = User.Staff().Institutions;
        EndedInBreak = await Book.ListEndedInBreakAsync(Institutions, MostEndedInBreak, cancellationToken);
    }
}

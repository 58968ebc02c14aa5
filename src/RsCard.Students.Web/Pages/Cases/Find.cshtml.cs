using Microsoft.AspNetCore.Authorization;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>Every case, for the HSA team.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class FindModel(CaseTable table, CaseBook book, TimeProvider clock, PageLanguage language) : CaseTableModel(table, book, clock, language)
{
    public override string Under => "/cases";

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        await base.LoadAsync(cancellationToken);
        Institutions = await Table.InstitutionsAsync(cancellationToken);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Health;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>How the installation is: looked at when the page is asked for.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class HealthPageModel(HealthReader reader) : PageModel
{
    public IReadOnlyList<HealthFinding> Findings { get; private set; } = [];

    public static Phrase WordOf(Tone tone) => tone switch
    {
        Tone.Good => HealthTexts.Good,
        Tone.Bad => HealthTexts.Bad,
        _ => HealthTexts.Note,
    };

    public int Count(Tone tone) => Findings.Count(finding => finding.Tone == tone);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Findings = await reader.ReadAsync(cancellationToken);
}

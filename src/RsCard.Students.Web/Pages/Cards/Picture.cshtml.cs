using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Photos;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>The picture that a counter's camera took, for the HSA team and the station that has the card. Each reading is in the audit trail.</summary>
[Authorize(StaffRoles.CardKeeper)]
public sealed class PictureModel(CardPhotos photos) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await photos.ReadAsync(new CaseId(id), User.IsInRole(StaffRoles.HsaTeam) ? null : User.Staff().Stations, User.Actor(), cancellationToken) is { } content
            ? File(content, JpegPicture.MediaType)
            : NotFound();
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.DirectorySync;

/// <summary>One entry over time: each write with what it changed, and what people decided; the last first.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class EntryModel(DriftHistory history, DriftDesk desk, DirectoryOptions options, PageLanguage language) : PageModel
{
    public const int MostWrites = 100;

    /// <summary>An entry's or a student's.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public HistoryKey Key { get; private set; } = new(Student: null, EntryUuid: null, IsErased: false);

    public IReadOnlyList<HistoryLine> Lines { get; private set; } = [];

    /// <summary>There are older writes than those shown.</summary>
    public bool IsCut { get; private set; }

    /// <summary>As it was last; null where it isn't known.</summary>
    public string? Name { get; private set; }

    /// <summary>As it was last; null where it isn't known.</summary>
    public string? Dn { get; private set; }

    public string? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Said = TempData[nameof(Said)] as string;
        if (await history.FindAsync(Id.ToString(), cancellationToken) is not { } key)
            return NotFound();

        Key = key;
        Lines = await history.OfAsync(key, MostWrites + 1, cancellationToken);
        if (Lines.Where(line => line.Write is not null).ElementAtOrDefault(MostWrites) is { } oldest)
        {
            IsCut = true;
            Lines = [.. Lines.Where(line => line != oldest)];
        }

        var last = Lines.Select(line => line.Write?.After ?? line.Write?.Before).FirstOrDefault(image => image is not null);
        Dn = last?.Dn;
        Name = last?.Of(options.NameOf(DirectoryNames.CommonName)) is [{ } name, ..] ? name : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long decision, CancellationToken cancellationToken)
    {
        TempData[nameof(Said)] = language[await desk.RevokeAsync(decision, User.Actor(), cancellationToken) ? DriftTexts.Revoked : DriftTexts.RevokedBefore];
        return LocalRedirect($"/directory/entries/{Id}");
    }

    public Phrase FieldOf(string attribute) => attribute == "dn" ? HistoryTexts.Place : ShownValues.FieldOf(attribute, options);

    public string Values(string attribute, IReadOnlyList<string> values) => ShownValues.Of(attribute, values, options, language.Code);
}

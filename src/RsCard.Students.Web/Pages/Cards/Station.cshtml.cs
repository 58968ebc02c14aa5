using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Counter;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>The counter's one field: who stands here? What is typed is posted, and never shown again (D-41).</summary>
[Authorize(StaffRoles.CardStation)]
public sealed class StationModel(CaseBook book, StatusDesk status, HeldActions held, TimeProvider clock, ContactOptions contacts, PageLanguage language) : PageModel
{
    private static readonly TimeSpan RefusedShown = TimeSpan.FromDays(3);

    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    /// <summary>Null: one of several is to be chosen first.</summary>
    public string? Station => StationChoice.Find(User, At);

    public IReadOnlyList<string> Stations => User.Staff().Stations;

    /// <summary>Of a student with several enrolments.</summary>
    public IReadOnlyList<CaseView> Found { get; private set; } = [];

    /// <summary>What this person has registered in the last days and could not be carried out when its time came: something is to be put right.</summary>
    public IReadOnlyList<(HeldAction Action, string Name)> Refused { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (At is not null && Station is null)
            return NotFound();

        var refused = (await held.ListAsync(CounterDesk.Counter, clock.GetUtcNow() - RefusedShown, cancellationToken)).Where(one => one.Code is not null && one.Actor == User.Actor()).ToList();
        var names = (await book.ListAsync([.. refused.Select(one => one.Case).Distinct()], cancellationToken)).ToDictionary(view => view.Id, view => view.Person?.FullName);
        Refused = [.. refused.Select(one => (one, names.GetValueOrDefault(one.Case) ?? language[CommonTexts.Erased]))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "Sought")] string? sought, CancellationToken cancellationToken)
    {
        if (Station is null)
            return NotFound();

        var views = new List<CaseView>();
        var code = CounterCode.FindHash(sought);
        foreach (var id in await FindAsync(sought, code, cancellationToken))
        {
            if (await book.FindViewAsync(id, cancellationToken) is { Person: not null } view)
                views.Add(view);
        }

        // Those that go on; a closed one only where there is no other.
        Found = views.Exists(view => view.ClosedAt is null) ? views.FindAll(view => view.ClosedAt is null) : views;
        if (Found is [var only])
            return LocalRedirect($"/station/{only.Id}?at={Station}");
        if (Found.Count == 0)
            ModelState.AddModelError("Sought", code is null ? language[StationTexts.NotFound, contacts.HsaMail] : language[StationTexts.CodeNotFound]);
        return Page();
    }

    /// <summary>A code of the student's page is looked up by its hash alone, and a number as one.</summary>
    private async Task<IReadOnlyList<CaseId>> FindAsync(string? sought, byte[]? code, CancellationToken cancellationToken) => (sought, code) switch
    {
        (_, { } hash) => await status.FindByCodeAsync(hash, cancellationToken) is { } found ? [found] : [],
        ({ } text, _) when !string.IsNullOrWhiteSpace(text) => await book.FindAsync(text, clock.Today(), cancellationToken),
        _ => [],
    };
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Accounts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>What one person of the staff may do, and whether they may sign in.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class PersonModel(StaffDesk desk, PlaceNames places, PageLanguage language) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "name")]
    public string UserName { get; set; } = "";

    [BindProperty]
    public IReadOnlyList<string> Role { get; set; } = [];

    [BindProperty]
    public int Revision { get; set; }

    public required StaffEntry Person { get; set; }

    public SaidAtDesk? Said { get; private set; }

    /// <summary>The roles that are ticked.</summary>
    public IReadOnlySet<StaffRole> Chosen { get; private set; } = new HashSet<StaffRole>();

    /// <summary>Everything that may be given: places in use, and those the person has.</summary>
    public IReadOnlyList<(Phrase Heading, IReadOnlyList<StaffRole> Roles)> Choices =>
    [
        (StaffTexts.Team, [StaffRole.HsaTeam]),
        (StaffTexts.Administrator, Offered(places.Institutions.Where(place => place.IsActive).Select(place => StaffRole.Administrator(place.Code)), role => role == StaffRole.Administrator(role.Place))),
        (StaffTexts.Station, Offered(places.Stations.Where(place => place.IsActive).Select(place => StaffRole.Station(place.Code)), role => role == StaffRole.Station(role.Place))),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await LoadAsync(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostRolesAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();

        // Only what the page offers: a role at a place that isn't there can't be sent.
        var wanted = Role.Select(StaffRole.Read).OfType<StaffRole>().Intersect(Choices.SelectMany(choice => choice.Roles)).ToHashSet();
        return await SayAsync(await desk.SetRolesAsync(UserName, wanted, Revision, User.Actor(), cancellationToken), StaffTexts.RolesSaved, wanted, cancellationToken);
    }

    public Task<IActionResult> OnPostDisableAsync(CancellationToken cancellationToken) => SetDisabledAsync(isDisabled: true, StaffTexts.IsDisabled, cancellationToken);

    public Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) => SetDisabledAsync(isDisabled: false, StaffTexts.IsEnabled, cancellationToken);

    public string NameOf(StaffRole role) => role == StaffRole.HsaTeam ? language[StaffTexts.TeamHint] : places.PlaceOf(role);

    /// <summary>Where the person has the role from; null where they don't.</summary>
    public string? SourceOf(StaffRole role) => (Person.Decisions.Roles.FirstOrDefault(one => one.Role == role), Person.Groups.Roles.Contains(role)) switch
    {
        ({ IsGiven: false } taken, true) => language[StaffTexts.TakenBy, Show.Who(taken.By), Show.Day(taken.At)],
        (_, true) => language[StaffTexts.ByGroup],
        ({ IsGiven: true } given, _) => language[StaffTexts.GivenBy, Show.Who(given.By), Show.Day(given.At)],
        _ => null,
    };

    private List<StaffRole> Offered(IEnumerable<StaffRole> inUse, Func<StaffRole, bool> isOfKind) => [.. inUse.Union(Person.Groups.Roles.Concat(Person.Member.Roles).Where(isOfKind))];

    private async Task<IActionResult> SetDisabledAsync(bool isDisabled, Phrase done, CancellationToken cancellationToken) => await LoadAsync(cancellationToken)
        ? await SayAsync(await desk.SetDisabledAsync(UserName, isDisabled, Revision, User.Actor(), cancellationToken), done, Chosen, cancellationToken)
        : NotFound();

    private async Task<IActionResult> SayAsync(StaffChange change, Phrase done, IReadOnlySet<StaffRole> typed, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case StaffChange.Saved:
                new SaidAtDesk(Code: null, done.With(Person.Groups.Name)).Keep(TempData);

                // Who has just shut themselves out, or left the team, is told by the page they may no longer see.
                return LocalRedirect("/administration/staff/" + Uri.EscapeDataString(Person.Groups.UserName));
            case StaffChange.LastOfTeam:
                ModelState.AddModelError("", language[StaffTexts.LastOfTeam]);
                Chosen = typed;
                return Page();
            case StaffChange.Overtaken when await LoadAsync(cancellationToken):
                ModelState.AddModelError("", language[StaffTexts.Overtaken]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(UserName, cancellationToken) is not { } person)
            return false;

        await places.LoadAsync(cancellationToken);
        Person = person;
        Chosen = person.Member.Roles.ToHashSet();
        return true;
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Stations;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>One card station: changed, or added (<c>/administration/stations/new</c>).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class StationModel(StationBook book, StationEditor editor, TimeProvider clock, PageLanguage language) : PageModel
{
    public const int MostCharacters = 100;

    private const string NewStation = "new";
    private const int EmptyRows = 2;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? NewCode { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public bool IsActive { get; set; }

    /// <summary>Of each weekday, Monday first.</summary>
    [BindProperty]
    public IReadOnlyList<string?> Hours { get; set; } = [];

    [BindProperty]
    public IReadOnlyList<string?> First { get; set; } = [];

    [BindProperty]
    public IReadOnlyList<string?> Last { get; set; } = [];

    [BindProperty]
    public IReadOnlyList<string?> Why { get; set; } = [];

    [BindProperty]
    public int Revision { get; set; }

    public bool IsNew => Code == NewStation;

    /// <summary>What the station was called when it was read.</summary>
    public string Heading { get; private set; } = "";

    public string UnreadHours { get; private set; } = "";

    public IReadOnlyList<(string? First, string? Last, string? Why)> ClosedRows { get; private set; } = [];

    /// <summary>What somebody else wrote beside what was typed here.</summary>
    public SideBySide? Overtaken { get; private set; }

    public string? HoursOf(int place) => Hours.ElementAtOrDefault(place);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (IsNew)
            IsActive = true;
        else if (await book.FindAsync(Code, cancellationToken) is { } station)
            Fill(station);
        else
            return NotFound();
        ShowRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsNew && await book.FindAsync(Code, cancellationToken) is null)
            return NotFound();

        Heading = Name?.Trim() ?? "";
        if (Read() is not { } order)
            return ShowAgain();

        switch (await editor.SaveAsync(order, User.Actor(), cancellationToken))
        {
            case StationChange.Overtaken(var now):
                ModelState.AddModelError("", IsNew ? language[AdministrationTexts.CodeTaken, order.Code] : language[AdministrationTexts.Overtaken]);
                Overtaken = IsNew || now is null ? null : Compare(now, order);
                Revision = IsNew ? 0 : now?.Revision ?? 0;
                return ShowAgain();
            case StationChange.Saved(var isChanged):
                new SaidAtDesk(Code: null, isChanged ? AdministrationTexts.Saved.With(order.Name) : AdministrationTexts.Unchanged).Keep(TempData);
                return LocalRedirect("/administration/stations");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private PageResult ShowAgain()
    {
        ShowRows();
        return Page();
    }

    /// <returns>Null where something has to be put right; the problems say what.</returns>
    private StationOrder? Read()
    {
        var code = IsNew ? AdministrationCode.Read(NewCode) : Code;
        if (code is null)
            ModelState.AddModelError(nameof(NewCode), language[AdministrationTexts.CodeWrong]);
        if (Heading.Length is 0 or > MostCharacters)
            ModelState.AddModelError(nameof(Name), language[AdministrationTexts.NameMissing, MostCharacters]);
        var hours = ReadHours();
        var closed = new ClosedRowReader(ModelState, language, MostCharacters).Read(First, Last, Why);
        return ModelState.IsValid && code is not null && hours is not null ? new(code, Heading, Address?.Trim() ?? "", IsActive, hours, closed, Revision) : null;
    }

    private OpeningHours? ReadHours()
    {
        var typed = OpeningHours.Week.Index().ToDictionary(day => day.Item, day => OpeningHours.ReadDay(HoursOf(day.Index)));
        foreach (var (place, day) in OpeningHours.Week.Index())
        {
            if (typed[day] is not { } times || OpeningHours.Of(one => one == day ? times : []) is null)
                ModelState.AddModelError($"Hours{place}", language[StationAdminTexts.HoursWrong, language[StationAdminTexts.DayOf(day)]]);
        }

        return ModelState.IsValid ? OpeningHours.Of(day => typed[day] ?? []) : null;
    }

    private void Fill(CardStation station)
    {
        (Heading, Name, Address, IsActive, UnreadHours, Revision) = (station.Name, station.Name, station.Address, station.IsActive, station.UnreadHours, station.Revision);
        Hours = [.. OpeningHours.Week.Select(day => string.Join(", ", station.Hours.On(day)))];
        var closed = station.Closed.Where(span => span.Last >= clock.Today()).ToList();
        First = [.. closed.Select(span => Show.Day(span.First))];
        Last = [.. closed.Select(span => span.Last == span.First ? "" : Show.Day(span.Last))];
        Why = [.. closed.Select(span => span.Why)];
    }

    /// <summary>Those that were sent stay in their places, where what is wrong points.</summary>
    private void ShowRows() => ClosedRows =
    [
        .. First.Select((first, place) => (first, Last.ElementAtOrDefault(place), Why.ElementAtOrDefault(place))),
        .. Enumerable.Repeat<(string?, string?, string?)>(default, ModelState.IsValid ? EmptyRows : 0),
    ];

    private SideBySide Compare(CardStation now, StationOrder order)
    {
        (Phrase Name, string Now, string Typed)[] fields =
        [
            (CommonTexts.Name, now.Name, order.Name),
            (StationAdminTexts.Address, now.Address, order.Address),
            (CommonTexts.State, State(now.IsActive), State(order.IsActive)),
            (StationAdminTexts.Hours, HoursText.Of(now, language.Code), HoursText.Of(order.Hours, language.Code)),
            (StationAdminTexts.Closed, Closed(now.Closed.Where(span => span.Last >= clock.Today())), Closed(order.Closed)),
        ];
        return new(
            language[AdministrationTexts.Field],
            [language[AdministrationTexts.AsItIs], language[AdministrationTexts.AsTyped]],
            [.. fields.Select(field => new SideBySideRow(language[field.Name], [field.Now, field.Typed], field.Now != field.Typed))]);
    }

    private string State(bool isActive) => language[isActive ? AdministrationTexts.Active : AdministrationTexts.Inactive];

    private static string Closed(IEnumerable<ClosedSpan> closed) => string.Join("; ", closed.Select(span => $"{HoursText.Of(span)} {span.Why}".TrimEnd()));
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Stations;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>One card station: changed, or added (<c>/administration/stations/new</c>).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class StationModel(StationBook book, StationEditor editor, TimeProvider clock, PageLanguage language)
    : EditorModel<CardStation>("/administration/stations", language)
{
    private const int EmptyRows = 2;

    [BindProperty]
    public string? Address { get; set; }

    /// <summary>Of each weekday, Monday first.</summary>
    [BindProperty]
    public IReadOnlyList<string?> Hours { get; set; } = [];

    [BindProperty]
    public IReadOnlyList<string?> First { get; set; } = [];

    [BindProperty]
    public IReadOnlyList<string?> Last { get; set; } = [];

    [BindProperty]
    public IReadOnlyList<string?> Why { get; set; } = [];

    public string UnreadHours { get; private set; } = "";

    public IReadOnlyList<(string? First, string? Last, string? Why)> ClosedRows { get; private set; } = [];

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

        var answer = Read() is { } order ? Answer(await editor.SaveAsync(order, User.Actor(), cancellationToken), order, order.Code, Fields) : Page();
        ShowRows();
        return answer;
    }

    /// <returns>Null where something has to be put right; the problems say what.</returns>
    private CardStation? Read()
    {
        var code = ReadHead();
        var hours = ReadHours();
        var closed = new ClosedRowReader(ModelState, Language, MostCharacters).Read(First, Last, Why);
        return ModelState.IsValid && code is not null && hours is not null ? new(code, Heading, Address?.Trim() ?? "", IsActive, hours, UnreadHours: "", closed, Revision) : null;
    }

    private OpeningHours? ReadHours()
    {
        var typed = OpeningHours.Week.Index().ToDictionary(day => day.Item, day => OpeningHours.ReadDay(HoursOf(day.Index)));
        foreach (var (place, day) in OpeningHours.Week.Index())
        {
            if (typed[day] is not { } times || OpeningHours.Of(one => one == day ? times : []) is null)
                ModelState.AddModelError($"Hours{place}", Language[StationAdminTexts.HoursWrong, Language[StationAdminTexts.DayOf(day)]]);
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

    private IReadOnlyList<(Phrase Name, string Value)> Fields(CardStation station) =>
    [
        (CommonTexts.Name, station.Name),
        (StationAdminTexts.Address, station.Address),
        (CommonTexts.State, StateOf(station.IsActive)),
        (StationAdminTexts.Hours, HoursText.Of(station, Language.Code)),
        (StationAdminTexts.Closed, Closed(station.Closed.Where(span => span.Last >= clock.Today()))),
    ];

    private static string Closed(IEnumerable<ClosedSpan> closed) => string.Join("; ", closed.Select(span => $"{HoursText.Of(span)} {span.Why}".TrimEnd()));
}

using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>The working days of a year: what is reckoned, what the settings close, and what people close here (D-61).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class CalendarModel(OfficeCalendar calendar, ProcessOptions options, TimeProvider clock, PageLanguage language) : PageModel
{
    public const int MostCharacters = 100;

    private const int YearsAhead = 4;

    [BindProperty(SupportsGet = true, Name = "year")]
    public int Year { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public bool Repeats { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public IEnumerable<int> Years => Enumerable.Range(clock.Today().Year, YearsAhead);

    public IReadOnlyList<CalendarRow> Rows { get; private set; } = [];

    public int WorkingDays => options.WorkingDays().Between(new DateOnly(Year - 1, 12, 31), new DateOnly(Year, 12, 31));

    /// <summary>Usual eves that are working days still.</summary>
    public IReadOnlyList<string> MissingEves { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Show.ParseDay(Day) is not { } day)
        {
            ModelState.AddModelError(nameof(Day), language[CalendarTexts.DayMissing, Show.Day(new DateOnly(Year, 12, 23))]);
            return Page();
        }

        // A weekday of one year is another in the next, so only a day that comes every year may fall on a free one.
        if (!Repeats && !options.WorkingDays().IsWorkingDay(day))
        {
            ModelState.AddModelError(nameof(Day), language[CalendarTexts.FreeAlready, Show.Day(day), WhyFree(day)]);
            return Page();
        }

        return await CloseAsync(day.ToString(Repeats ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture), Why?.Trim() ?? "", cancellationToken);
    }

    /// <param name="text">One of the usual eves.</param>
    public Task<IActionResult> OnPostEveAsync(string text, CancellationToken cancellationToken) =>
        CalendarTexts.UsualEves.Contains(text) ? CloseAsync(text, "", cancellationToken) : Task.FromResult<IActionResult>(NotFound());

    public async Task<IActionResult> OnPostRemoveAsync(string text, CancellationToken cancellationToken)
    {
        var isGone = !await calendar.RemoveAsync(text, User.Actor(), cancellationToken);
        var name = CalendarTexts.NameOf(text);
        return Say((isGone ? CalendarTexts.Gone : CalendarTexts.IsOpen).With(name), Year);
    }

    private async Task<IActionResult> CloseAsync(string text, string why, CancellationToken cancellationToken)
    {
        var year = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var once) ? once.Year : ValidYear();
        var due = ClosedDays.DayIn(text, year) is { } day ? await calendar.CountDueAsync(day, cancellationToken) : 0;
        await calendar.AddAsync(text, why.Length > MostCharacters ? why[..MostCharacters] : why, User.Actor(), cancellationToken);
        return Say(CalendarTexts.IsClosed.With(CalendarTexts.NameOf(text), due), year);
    }

    private LocalRedirectResult Say(Phrase said, int year)
    {
        new SaidAtDesk(Code: null, said).Keep(TempData);
        return LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/administration/calendar?year={year}"));
    }

    private string WhyFree(DateOnly day) => SwedishWorkingDays.Holidays(day.Year).Contains(day) ? language[CalendarTexts.HolidayOf(day)]
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? language[CalendarTexts.Weekend]
        : language[CalendarTexts.Closed];

    private int ValidYear() => Years.Contains(Year) ? Year : Years.First();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Year = ValidYear();

        // Another node may have changed it a moment ago.
        await calendar.RefreshAsync(cancellationToken);
        var added = await calendar.ListAsync(cancellationToken);
        MissingEves = [.. CalendarTexts.UsualEves.Where(eve => !options.ClosedDays.Contains(eve) && added.All(day => day.Text != eve))];
        Rows =
        [
            .. SwedishWorkingDays.Holidays(Year).Select(day => new CalendarRow(day, language[CalendarTexts.HolidayOf(day)], language[CalendarTexts.Reckoned]))
                .Concat(options.ClosedDays.SelectMany(text => RowOf(text, "", language[CalendarTexts.FromSettings])))
                .Concat(added.SelectMany(day => RowOf(day.Text, day.Why, language[CalendarTexts.AddedBy, Show.Who(day.AddedBy), Show.Day(day.AddedAt)]).Select(row => row with { Text = day.Text })))
                .OrderBy(row => row.Day),
        ];
    }

    private IEnumerable<CalendarRow> RowOf(string text, string why, string from)
    {
        if (ClosedDays.DayIn(text, Year) is not { } day)
            yield break;

        var everyYear = text.Length != "yyyy-MM-dd".Length;
        var name = CalendarTexts.NameOf(text) is var known && known.Swedish != text ? language[known] : why.Length > 0 ? why : language[CalendarTexts.Closed];
        yield return new CalendarRow(day, everyYear ? $"{name} ({language[CalendarTexts.EveryYear]})" : name, from) { EveryYear = everyYear };
    }
}

/// <param name="What">In the page's language.</param>
/// <param name="From">Who says so, in the page's language.</param>
public sealed record CalendarRow(DateOnly Day, string What, string From)
{
    /// <summary>As the calendar has it, where it may be taken away here.</summary>
    public string? Text { get; init; }

    public bool EveryYear { get; init; }
}

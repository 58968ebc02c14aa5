using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>How the lists of the own institution, or of all, have gone over time, and what was wrong with their rows.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class QualityModel(ListQualityReader reader, CaseTable table, ContactOptions contacts, TimeProvider clock, PageLanguage language) : PageModel
{
    private const int Year = 12;
    private const int MostLists = 20;

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    /// <summary>One of <see cref="MonthsToChoose"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Months { get; set; }

    public static IReadOnlyList<int> MonthsToChoose { get; } = [3, 6, Year];

    public int ChosenMonths => Months is { } months && MonthsToChoose.Contains(months) ? months : Year;

    public IReadOnlyList<string> Institutions { get; private set; } = [];

    public ListQuality Quality { get; private set; } = new([], []);

    public IEnumerable<ListScore> Newest => Quality.Lists.Take(MostLists);

    /// <summary>Whole months, this one included.</summary>
    public DateOnly From => FirstOfMonth(clock.Today()).AddMonths(1 - ChosenMonths);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var scope = User.Scope();
        Institutions = scope ?? await table.InstitutionsAsync(cancellationToken);
        IReadOnlyList<string>? asked = Institution is not { } one ? scope : scope?.Contains(one) == false ? [] : [one];
        Quality = await reader.ReadAsync(asked, From, cancellationToken);
    }

    public string Message(ListFault fault) => RowTexts.Message(fault.Error, language.Code, contacts);

    public BarChart ByMonth() => Of("months", QualityTexts.ByMonth, QualityTexts.Month, [.. Quality.ByMonth().Select(line => ($"{line.Month:yyyy-MM}", line.Lists, line.Rows))]);

    /// <summary>Null where there is one alone.</summary>
    public BarChart? ByInstitution() =>
        Quality.ByInstitution() is { Count: > 1 } lines ? Of("institutions", QualityTexts.ByInstitution, CommonTexts.Institution, lines) : null;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private BarChart Of(string id, Phrase title, Phrase labels, IReadOnlyList<(string Label, int Lists, RowScore Rows)> lines) => new(
        id,
        language[title],
        string.Join(' ', lines.Select(line => language[QualityTexts.Says, line.Label, line.Rows.Percent, line.Rows.Rows])),
        [.. new[] { labels, QualityTexts.Lists, ListTexts.Rows, QualityTexts.Smooth, QualityTexts.Refused, QualityTexts.Share }.Select(heading => language[heading])],
        [
            .. lines.Select(line => new Bar(
                line.Label,
                line.Rows.Percent,
                Mark: null,
                language[QualityTexts.Percent, line.Rows.Percent],
                [$"{line.Lists}", $"{line.Rows.Rows}", $"{line.Rows.Smooth}", $"{line.Rows.Refused}", language[QualityTexts.Percent, line.Rows.Percent]])),
        ])
    { Full = 100 };
}

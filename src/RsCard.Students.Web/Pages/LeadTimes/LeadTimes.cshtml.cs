using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.LeadTimes;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.LeadTimes;

/// <summary>How many days each step took, as a whole, by institution and by station, over a time that the address names.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class LeadTimesModel(LeadTimeReader reader, TimeProvider clock, PageLanguage language) : PageModel
{
    private static readonly LeadStep[] ReserveSteps = [LeadStep.ReserveCard, LeadStep.ListToReserveCard];
    private static readonly LeadStep[] AtCounter = [LeadStep.Photo, LeadStep.HandOver, LeadStep.ReserveCard];

    private IReadOnlyList<LeadTime> times = [];

    /// <summary>One of <see cref="LeadPeriod"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Period { get; set; }

    /// <summary>The step that is shown for each institution.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Step { get; set; }

    public LeadPeriod Chosen => LeadPeriod.Of(Period);

    public LeadStep ChosenStep => Enum.TryParse<LeadStep>(Step, out var step) && Enum.IsDefined(step) ? step : LeadStep.ListToCard;

    public DateOnly From => Chosen.From(To);

    public DateOnly To => clock.Today();

    public bool IsEmpty => times.Count == 0;

    public async Task OnGetAsync(CancellationToken cancellationToken) => times = await reader.ReadAsync(From, To, cancellationToken);

    public BarChart? Steps() => Of("steps", language[LeadTexts.Steps], CommonTexts.Step, Whole(time => !ReserveSteps.Contains(time.Step)), NameOfStep);

    public BarChart? Reserve() => Of("reserve", language[LeadTexts.Reserve], CommonTexts.Step, Whole(time => ReserveSteps.Contains(time.Step)), NameOfStep);

    public BarChart? ByInstitution() => Of(
        "institutions",
        language[LeadTexts.ByInstitution, language[LeadTexts.StepOf(ChosenStep)]],
        CommonTexts.Institution,
        [.. times.Where(time => time.Institution is not null && time.Step == ChosenStep)],
        time => time.Institution ?? "");

    public IEnumerable<BarChart> ByStation() => AtCounter.Select((step, at) => Of(
        $"station{at}",
        language[LeadTexts.ByStation, language[LeadTexts.StepOf(step)]],
        LeadTexts.Station,
        [.. times.Where(time => time.Station is not null && time.Step == step)],
        time => time.Station ?? "")).OfType<BarChart>();

    private string NameOfStep(LeadTime time) => language[LeadTexts.StepOf(time.Step)];

    private IReadOnlyList<LeadTime> Whole(Func<LeadTime, bool> which) => [.. times.Where(time => time is { Institution: null, Station: null } && which(time))];

    /// <returns>Null where there is nothing to draw.</returns>
    private BarChart? Of(string id, string title, Phrase labels, IReadOnlyList<LeadTime> shown, Func<LeadTime, string> name) => shown.Count == 0 ? null : new BarChart(
        id,
        title,
        string.Join(' ', shown.Select(time => language[LeadTexts.Says, name(time), CommonTexts.Days.Of(time.Median), CommonTexts.Days.Of(time.NineOfTen)])),
        [language[labels], language[LeadTexts.Count], language[LeadTexts.Median], language[LeadTexts.NineOfTen], language[LeadTexts.Longest]],
        [.. shown.Select(time => new Bar(name(time), time.Median, time.NineOfTen, $"{time.Median} / {time.NineOfTen}", [$"{time.Count}", $"{time.Median}", $"{time.NineOfTen}", $"{time.Longest}"]))]);
}

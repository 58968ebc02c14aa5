using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.LeadTimes;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Flowcharts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Shared;
using RsCard.Students.Web.Pages.Status;

namespace RsCard.Students.Web.Pages.Design;

/// <summary>Every component in every state, as the pages use them: for those who change the look, and for the tests that check it.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class DesignModel(PageLanguage language) : PageModel
{
    /// <summary>Long, with letters that break naive sorting, splitting and fonts.</summary>
    public const string LongName = "Müller-Ørsted d'Arc af Ugglas-Strömberg, Þórunn-Żaneta";

    /// <summary>With what was typed refused.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Wrong { get; set; }

    public SideBySide Sides => new(
        language[ReviewTexts.Field],
        [language[ReviewTexts.InList], language[ReviewTexts.InDirectory]],
        [
            new(language[CommonTexts.Name], [LongName, "Müller, Thorunn"], Differs: true),
            new(language[CommonTexts.Period], ["2030-01-14 – 2030-06-09", "2030-01-14 – 2030-06-09"]),
        ]);

    public SideBySide ThreeSides => new(
        language[HistoryTexts.Field],
        [language[DriftTexts.Wanted], language[DriftTexts.There], language[DriftTexts.Wrote]],
        [new("mail", ["thorunn@larosate.example", "thorunn.muller-orsted@larosate.example", "thorunn@larosate.example"])]);

    public SquareCode Code { get; } = SquareCode.Of(new string('A', 64));

    public IReadOnlyList<TimelineStep> Way =>
    [
        new(language[StatusTexts.WayReview], StepPlace.Done, "2030-01-02"),
        new(language[StatusTexts.WayPhoto], StepPlace.Here, LongName),
        new(language[StatusTexts.WayMade], StepPlace.Ahead),
    ];

    public BarChart Chart => new(
        "chart",
        language[DesignTexts.Chart],
        language[DesignTexts.ChartSays],
        [language[CommonTexts.Step], language[LeadTexts.Median], language[LeadTexts.NineOfTen]],
        [
            new(LongName, 188, 231, "188 / 231", ["188", "231"]),
            new(language[LeadTexts.StepOf(LeadStep.Approval)], 9, 14, "9 / 14", ["9", "14"]),
            new(language[LeadTexts.StepOf(LeadStep.Entry)], 0, 0, "0 / 0", ["0", "0"]),
        ]);

    public BarChart Shares => new(
        "shares",
        language[DesignTexts.Share],
        language[DesignTexts.ChartSays],
        [language[CommonTexts.When], language[DesignTexts.Share]],
        [new("2030-01", 100, Mark: null, "100 %", ["100 %"]), new("2030-02", 62.5, Mark: null, "62,5 %", ["62,5 %"])]) { Full = 100 };

    public Confirmation Done { get; } = new(new SaidAtDesk(Code: null, DesignTexts.WasDone), LongName, "/design", TakesFocus: false);

    public Confirmation Refused { get; } = new(new SaidAtDesk("STATION-004", DesignTexts.WasRefused), LongName, "/design", TakesFocus: false);

    public void OnGet()
    {
        if (!Wrong)
            return;

        ModelState.AddModelError("Day", language[DesignTexts.DateWrong]);
        ModelState.AddModelError("Why", language[DesignTexts.TextWrong]);
    }
}

using RsCard.Students.Accounts;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.Reports;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Home;

/// <summary>What needs a person, by role: counted, not loaded, so that the first page is quick however much there is.</summary>
public sealed class HomeBook(OpenTurns turns, IncidentStore incidents, DriftInbox drift, CardAlarms alarms, ReportBook reports, CaseTable cases, SubmissionBook lists)
{
    /// <summary>Students of a placement that begins so soon are forecast.</summary>
    private const int WeeksAhead = 8;

    private const int MostLists = 5;

    /// <summary>The pages of their own that some steps have, by definition.</summary>
    private static readonly Dictionary<string, string> Pages = new(StringComparer.Ordinal)
    {
        ["review"] = "/review",
        ["name-change"] = "/names",
        ["card-activation"] = "/activations",
    };

    public async Task<IReadOnlyList<HomeLine>> OfTeamAsync(CancellationToken cancellationToken)
    {
        var lines = Lines(await turns.ListAsync(Owners.HsaTeam, institutions: null, cancellationToken), "/cases?sort=due&turn=" + Owners.HsaTeam);
        var failed = (await incidents.GroupsAsync(cancellationToken)).Where(group => group.Open > 0).ToList();
        if (failed.Count > 0)
            lines.Insert(0, new HomeLine("/work", HomeTexts.Failed, (int)failed.Sum(group => group.Open), failed.Min(group => group.Oldest)));
        if (await drift.FindAsync(cancellationToken) is { } summary && summary.Counts.Values.Sum() is var differences and > 0)
            lines.Add(new HomeLine("/directory", HomeTexts.Drift, differences));
        if (await alarms.CountAsync(cancellationToken) is var open and > 0)
            lines.Add(new HomeLine("/work", HomeTexts.Alarms, (int)open));
        return [.. await SaidAsync(institutions: null, cancellationToken), .. lines];
    }

    public async Task<IReadOnlyList<HomeLine>> OfAdministratorAsync(StaffMember staff, CancellationToken cancellationToken)
    {
        var lines = Lines(await turns.ListAsync(Owners.StudyAdministrator, staff.Institutions, cancellationToken), "/students?sort=due&turn=" + Owners.StudyAdministrator);
        if (await cases.CountAsync(new CaseFilter(Forecast: CaseFilter.NotInTime, WithinWeeks: WeeksAhead), staff.Institutions, cancellationToken) is var late and > 0)
            lines.Add(new HomeLine("/forecast", HomeTexts.Late, late));
        foreach (var (id, fileName, rows) in await lists.ToMendAsync(staff.Institutions, MostLists, cancellationToken))
            lines.Add(new HomeLine($"/lists/{id}", HomeTexts.Refused.With(fileName), rows));
        return [.. await SaidAsync(staff.Institutions, cancellationToken), .. lines];
    }

    /// <summary>What students say is wrong (D-17).</summary>
    private async Task<HomeLine[]> SaidAsync(IReadOnlyCollection<string>? institutions, CancellationToken cancellationToken) =>
        await reports.CountOpenAsync(ReportScope.Of(institutions), cancellationToken) is var count and > 0 ? [new("/reports", WrongTexts.ListHome, count)] : [];

    private static List<HomeLine> Lines(IReadOnlyList<OpenTurn> turns, string others) =>
        [.. turns.Select(turn => new HomeLine(Pages.GetValueOrDefault(turn.DefinitionId, others), HomeTexts.StepOf(turn), turn.Cases, turn.Oldest, turn.Overdue))];
}

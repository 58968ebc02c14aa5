using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Status;
using RsCard.Students.Submissions;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// How it stands for an institution, counted: its refused rows, the administrator's steps, who won't be ready in time, whose mail is
/// unread, which cards are to be returned. Nobody is named: each line leads to the page that does.
/// </summary>
public sealed class WeeklyOverview(
    NpgsqlDataSource database, SubmissionBook lists, OpenTurns turns, CaseTable cases, DigestReader digests, StatusOptions status)
{
    private const int MostLists = 10;

    /// <param name="institution">Its code.</param>
    /// <returns>What there is none of is left out.</returns>
    public async Task<IReadOnlyList<MailCount>> ReadAsync(string institution, CancellationToken cancellationToken)
    {
        string[] only = [institution];
        var refused = await lists.ToMendAsync(only, MostLists, cancellationToken);
        var own = await turns.ListAsync(Owners.StudyAdministrator, only, cancellationToken);
        var toReturn = (await turns.ListAsync(Owners.Student, only, cancellationToken)).Where(turn => (turn.DefinitionId, turn.ActivityId) == ("card-return", "return")).ToList();
        IReadOnlyList<MailCount> all =
        [
            .. refused.Select(list => Count($"Rader att rätta i {list.FileName}", $"Rows to mend in {list.FileName}", list.Rows, $"lists/{list.Id}")),
            .. own.Select(turn => Count(
                turn.Text?.Swedish ?? turn.ActivityId, turn.Text?.English ?? turn.ActivityId, turn.Cases, $"students?sort=due&turn={Owners.StudyAdministrator}", turn.Overdue)),
            Count("Hinner inte till sin placering", "Won't be ready for the placement", await ForecastAsync(only, ForecastVerdict.TooLate, cancellationToken), "forecast?verdict=too-late"),
            Count("Osäkert om de hinner till sin placering", "At risk for the placement", await ForecastAsync(only, ForecastVerdict.AtRisk, cancellationToken), "forecast?verdict=at-risk"),
            Count("Har inte läst mejlet med RSid", "Haven't read the mail with the RSid", await UnreadAsync(institution, cancellationToken), $"students?turn={Owners.Student}"),
            Count("Kort som ska lämnas tillbaka", "Cards to be given back", toReturn.Sum(turn => turn.Cases), $"students?turn={Owners.Student}", toReturn.Sum(turn => turn.Overdue)),
        ];
        return [.. all.Where(line => line.Count > 0)];
    }

    private MailCount Count(string swedish, string english, int count, string path, int overdue = 0) => new(swedish, english, count, new Uri(status.PublicUri, path), overdue);

    private Task<int> ForecastAsync(string[] institutions, ForecastVerdict verdict, CancellationToken cancellationToken) =>
        cases.CountAsync(new CaseFilter(Forecast: verdict.Name()), institutions, cancellationToken);

    private async Task<int> UnreadAsync(string institution, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await digests.ReadAsync(connection, institution, cancellationToken)).Count(item => item.IsUnread);
    }
}

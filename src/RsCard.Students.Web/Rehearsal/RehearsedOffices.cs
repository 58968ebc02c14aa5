using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>The HSA team and the study administrators at their desks, through the real ones.</summary>
public sealed class RehearsedOffices(
    RehearsalPlan plan,
    SubmissionReceiver receiver,
    ReviewDesk review,
    IncidentStore incidents,
    CaseRegister register,
    SwedishWorkingDays workingDays)
{
    private const string HsaTeam = "rehearsal:hsa";
    private const int MostMendedADay = 1_000;

    /// <summary>What the offices answer here; the rest is <see cref="RehearsedDesks"/>'.</summary>
    public static IReadOnlyCollection<string> Signals { get; } = ["review", "answer"];

    private readonly Chance chance = new(plan.Seed);
    private readonly List<(SubmissionId Id, CohortList List)> arriving = [];
    private readonly Dictionary<long, DateOnly> seenIncidents = [];

    /// <summary>How often the HSA team could not decide, by code.</summary>
    public SortedDictionary<string, int> Undecided { get; } = new(StringComparer.Ordinal);

    /// <summary>Sends the lists of the day, and those that are sent once more.</summary>
    public async Task SendListsAsync(IEnumerable<CohortList> lists, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var list in lists.Where(list => list.Day == today || IsSentAgainOn(list, today)))
        {
            var receipt = await receiver.ReceiveAsync(list.Institution, list.ToCsv(), $"{list.Institution}-{list.Day:yyyy-MM-dd}.csv", $"rehearsal:{list.Institution}", cancellationToken);
            if (receipt is not Receipt.Received(var id))
                throw new RehearsalException($"REH-004: a list of the rehearsal was refused: {receipt}");
            arriving.Add((id, list));
        }
    }

    /// <summary>After the workers have applied the lists: their cases are known.</summary>
    public async Task TakeInAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, list) in arriving)
            await register.AddAsync(id, list, cancellationToken);
        arriving.Clear();
    }

    /// <summary>A day's decisions, the earliest placement first, as the queue is shown.</summary>
    public async Task DecideAsync(IEnumerable<OpenTurn> turns, CancellationToken cancellationToken)
    {
        var people = plan.People;
        var today = turns
            .Where(turn => turn.Signal == "review")
            .OrderBy(turn => turn.Case.Student.PlacementFirstDay ?? DateOnly.MaxValue)
            .ThenBy(turn => turn.Since)
            .ThenBy(turn => turn.Index)
            .Take(people.DecisionsADay)
            .ToLookup(turn => chance.Happens(people.AskedBack, turn.Index, turn.Question("ask")) ? "ask" : chance.Happens(people.Rejected, turn.Index, "reject") ? "reject" : "approve", turn => turn.Case.Id);
        Note(await review.AskAsync([.. today["ask"]], "Är kursens slutdag rätt?", HsaTeam, cancellationToken));
        Note(await review.RejectAsync([.. today["reject"]], "Studenten läser inte i Skåne.", HsaTeam, cancellationToken));
        Note(await review.ApproveAsync([.. today["approve"]], HsaTeam, cancellationToken));
    }

    /// <summary>Questions are answered when the administrator comes to it.</summary>
    public async Task AnswerAsync(IEnumerable<OpenTurn> turns, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var turn in turns.Where(turn => turn.Signal == "answer"))
        {
            var days = chance.Days(plan.People.AnswerDays, plan.People.Spread, turn.Index, turn.Question("answer"));
            if (workingDays.Add(turn.Since, Math.Max(1, days)) <= today)
                await review.AnswerAsync(turn.Case.Id, "Ja, den är rätt.", $"rehearsal:{turn.Case.Student.Institution}", cancellationToken);
        }
    }

    /// <summary>What failed for good is mended and tried again after some days.</summary>
    public async Task MendAsync(DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var incident in await incidents.ListAsync(MostMendedADay, cancellationToken))
        {
            if (seenIncidents.TryAdd(incident.Id, today) || workingDays.Add(seenIncidents[incident.Id], plan.People.MailMendedAfterDays) > today)
                continue;
            await incidents.RetryAsync(incident.Id, cancellationToken);
        }
    }

    private bool IsSentAgainOn(CohortList list, DateOnly today) =>
        plan.People.ListsAgainAfterDays is > 0 and var days && workingDays.Add(list.Day.AddDays(days - 1), 1) == today;

    private void Note(DecisionResult result)
    {
        foreach (var code in result.Skipped.Select(skipped => skipped.Code))
            Undecided[code] = Undecided.GetValueOrDefault(code) + 1;
    }
}

using System.Collections.Concurrent;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>The students, and the station staff they meet: through the real station desk, as many a day as a station manages.</summary>
public sealed class RehearsedStudents(
    RehearsalPlan plan, NpgsqlDataSource database, StationDesk desk, ReserveCardDesk reserveCards, ReserveCardStock stock, CardDesk cards, WorkflowEngine engine,
    CaseRegister register, SwedishWorkingDays workingDays)
{
    /// <summary>Visits at one time: each is a transaction of its own, and students don't wait for each other.</summary>
    private const int VisitsAtOnce = 6;

    /// <summary>Comes back after a refusal so many working days later, and gives up after so many times.</summary>
    private const int DaysUntilBack = 3;
    private const int MostVisits = 5;

    /// <summary>What is done at a counter.</summary>
    public static IReadOnlyCollection<string> Signals { get; } = ["photo", "pickup", "reserve-card", "card-activation", "card-return"];

    private readonly Chance chance = new(plan.Seed);
    private readonly ConcurrentDictionary<(int Index, string Signal, DateOnly Since), (int Visits, DateOnly Next)> refusals = new();
    private readonly ConcurrentDictionary<string, int> refusedBy = new(StringComparer.Ordinal);

    /// <summary>What the counter refused, by code: that is the process at work, not an error.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusedBy.OrderBy(code => code.Key, StringComparer.Ordinal).ToDictionary(code => code.Key, code => code.Value);

    /// <summary>By station, how many stood in the queue when it closed today.</summary>
    public IReadOnlyDictionary<string, int> TurnedAway { get; private set; } = new Dictionary<string, int>();

    public async Task VisitStationsAsync(IEnumerable<OpenTurn> turns, DateOnly today, CancellationToken cancellationToken)
    {
        var queues = turns
            .Select(turn => (Turn: turn, Day: VisitDay(turn)))
            .Where(visit => visit.Day <= today)
            .OrderBy(visit => visit.Day)
            .ThenBy(visit => visit.Turn.Index)
            .GroupBy(visit => StationOf(visit.Turn.Index), visit => visit.Turn)
            .ToList();
        TurnedAway = Cohort.Region.Stations.ToDictionary(
            station => station.Code,
            station => Math.Max(0, (queues.Find(queue => queue.Key == station.Code)?.Count() ?? 0) - (IsOpen(today) ? plan.People.StationVisitsADay : 0)));
        if (!IsOpen(today))
            return;

        await Parallel.ForEachAsync(
            queues.SelectMany(queue => queue.Take(plan.People.StationVisitsADay)),
            new ParallelOptions { MaxDegreeOfParallelism = VisitsAtOnce, CancellationToken = cancellationToken },
            async (turn, token) => await VisitAsync(turn, today, token));
    }

    /// <summary>Those who leave their studies today (D-36).</summary>
    public async Task WithdrawAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var leaving = register.Cases.Where(found => WithdrawalDay(found.Student) == today).OrderBy(found => found.Student.Index).ToList();
        if (leaving.Count == 0)
            return;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.SignalAsync(transaction, [.. leaving.Select(found => new Signal(found.Id.Value, "withdrawal", "Withdrawn"))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private bool IsOpen(DateOnly day) =>
        workingDays.IsWorkingDay(day) && !plan.People.StationClosed.Contains((char)('0' + (int)day.DayOfWeek), StringComparison.Ordinal);

    private string StationOf(int index) => chance.Pick(Cohort.Region.Stations, index, "station").Code;

    private DateOnly? WithdrawalDay(CohortStudent student) =>
        chance.Happens(plan.People.Withdraws, student.Index, "withdraws") ? student.ListDay.AddDays(1 + chance.Below(300, student.Index, "withdrawal day")) : null;

    /// <summary>When the student stands at the counter for this; never for some, and for what isn't done at a counter.</summary>
    private DateOnly VisitDay(OpenTurn turn)
    {
        var people = plan.People;
        if (!Signals.Contains(turn.Signal) || chance.Happens(people.NeverComes, turn.Index, "never"))
            return DateOnly.MaxValue;
        if (refusals.TryGetValue((turn.Index, turn.Signal, turn.Since), out var refused))
            return refused.Visits < MostVisits ? refused.Next : DateOnly.MaxValue;
        if (turn.Signal == "pickup" && IsLate(turn))
            return turn.Since;

        var median = turn.Signal switch
        {
            "photo" or "reserve-card" => people.PhotoDays,
            "card-return" => people.ReturnDays,
            _ => people.PickupDays,
        };
        var days = chance.Days(median, people.Spread, turn.Index, turn.Question("visit"));
        return workingDays.Add(turn.Since, Math.Max(1, days));
    }

    private bool IsLate(OpenTurn turn) => chance.Happens(plan.People.LateCard, turn.Index, turn.Question("late"));

    private async Task VisitAsync(OpenTurn turn, DateOnly today, CancellationToken cancellationToken)
    {
        var station = StationOf(turn.Index);
        var result = turn.Signal switch
        {
            "photo" => await PhotoAsync(turn, today, cancellationToken),
            "pickup" => await PickupAsync(turn, today, cancellationToken),
            "reserve-card" => await ReserveCardAsync(turn, today, cancellationToken),
            "card-activation" => await desk.ActivateAsync(turn.Case.Id, station, Document(turn, today), Actor(station), cancellationToken),
            _ => await cards.ReturnAsync(turn.Case.Id, station, which: null, Actor(station), cancellationToken),
        };
        if (result is not DeskResult.Refused(var code, _, _))
            return;

        refusedBy.AddOrUpdate(code, 1, (_, before) => before + 1);
        refusals.AddOrUpdate(
            (turn.Index, turn.Signal, turn.Since),
            (1, workingDays.Add(today, DaysUntilBack)),
            (_, before) => (before.Visits + 1, workingDays.Add(today, DaysUntilBack)));
    }

    private async Task<DeskResult> PhotoAsync(OpenTurn turn, DateOnly today, CancellationToken cancellationToken)
    {
        var station = StationOf(turn.Index);
        return IsFirstVisit(turn) && chance.Happens(plan.People.SentBack, turn.Index, turn.Question("sent back"))
            ? await desk.SendBackAsync(turn.Case.Id, station, Actor(station), cancellationToken)
            : await desk.TakePhotoAsync(turn.Case.Id, station, Document(turn, today), reused: false, Actor(station), cancellationToken);
    }

    private async Task<DeskResult> PickupAsync(OpenTurn turn, DateOnly today, CancellationToken cancellationToken)
    {
        var station = StationOf(turn.Index);
        if (IsFirstVisit(turn) && IsLate(turn))
            return await desk.DelayAsync(turn.Case.Id, station, today.AddDays(plan.People.LateCardDays), Actor(station), cancellationToken);

        var goesTo = IsFirstVisit(turn) && chance.Happens(plan.People.WrongStation, turn.Index, turn.Question("wrong station"))
            ? Cohort.Region.Stations.First(other => other.Code != station).Code
            : station;
        return await desk.HandOverAsync(turn.Case.Id, goesTo, Document(turn, today), Actor(goesTo), cancellationToken);
    }

    /// <summary>The station's stock never runs out: a card comes in for each visit.</summary>
    private async Task<DeskResult> ReserveCardAsync(OpenTurn turn, DateOnly today, CancellationToken cancellationToken)
    {
        var station = StationOf(turn.Index);
        var serial = $"RK-{turn.Index:D6}-{today:yyyyMMdd}";
        await stock.AddAsync(station, serial, last: null, Actor(station), cancellationToken);
        var document = Document(turn, today);
        var handOver = turn.Case.Student.Kind == CohortKind.Foreign
            ? new ReserveHandOver(serial, document with { Kind = "passport" }, new Companion("Ulla Ek", new IdDocument("driving-licence", today.AddYears(1)), IsSwedish: true))
            : new ReserveHandOver(serial, document);
        return await reserveCards.IssueAsync(turn.Case.Id, station, handOver, Actor(station), cancellationToken);
    }

    private bool IsFirstVisit(OpenTurn turn) => !refusals.ContainsKey((turn.Index, turn.Signal, turn.Since));

    private IdDocument Document(OpenTurn turn, DateOnly today) =>
        new("national-id", IsFirstVisit(turn) && chance.Happens(plan.People.BadDocument, turn.Index, turn.Question("document")) ? today.AddDays(-1) : today.AddYears(3));

    private static string Actor(string station) => $"rehearsal:{station}";
}

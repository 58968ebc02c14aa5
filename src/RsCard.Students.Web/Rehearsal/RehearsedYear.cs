using Dapper;
using Npgsql;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// A cohort's year, a simulated day at a time: what is due fires and what recurs runs, then people act, then the workers do what
/// they have caused.
/// </summary>
public sealed class RehearsedYear(
    RehearsalPlan plan,
    Cohort cohort,
    SimulatedDirectory directory,
    RehearsedOffices offices,
    RehearsedStudents students,
    RehearsedDesks desks,
    RehearsedLives lives,
    CaseRegister register,
    RehearsalReader reader,
    DayByDay days,
    WorkerLoops workers,
    NpgsqlDataSource database,
    SwedishWorkingDays workingDays,
    TimeProvider clock)
{
    private readonly List<WeekLine> weeks = [];

    /// <summary>Builds the stage, rehearses, reports, and leaves nothing behind: also when it is cancelled or fails.</summary>
    /// <param name="load">The installation's settings with changes.</param>
    /// <exception cref="RehearsalException">It can't be held; the message says why.</exception>
    public static async Task<RehearsalReport> RehearseAsync(
        Func<IReadOnlyDictionary<string, string?>, Settings> load, RehearsalPlan plan, IProgress<RehearsalDay> progress, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var stage = await RehearsalStage.BuildAsync(load, plan, cancellationToken);
        var report = await stage.Services.GetRequiredService<RehearsedYear>().RunAsync(progress, cancellationToken);
        return report with { Took = TimeProvider.System.GetElapsedTime(began) };
    }

    internal async Task<RehearsalReport> RunAsync(IProgress<RehearsalDay> progress, CancellationToken cancellationToken)
    {
        var invented = cohort.Invent();
        foreach (var entry in invented.Select(cohort.EntryBefore).OfType<DirectorySync.FoundEntry>())
            directory.Plant(entry);
        var lists = Cohort.ListsOf(invented);
        for (var day = 0; day < plan.Days; day++)
        {
            if (day > 0)
                await NextMorningAsync(cancellationToken);
            await ActAsync(lists, clock.Today(), cancellationToken);
            progress.Report(new RehearsalDay(day + 1, plan.Days, clock.Today()));
        }

        return await reader.ReadAsync(weeks, offices.Undecided, students.Refusals.Concat(desks.Refusals).GroupBy(code => code.Key, StringComparer.Ordinal).OrderBy(code => code.Key, StringComparer.Ordinal).ToDictionary(code => code.Key, code => code.Sum(one => one.Value)), lives.Happened, cancellationToken);
    }

    private async Task NextMorningAsync(CancellationToken cancellationToken)
    {
        // Pauses between attempts are real seconds, and shorter than a night.
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "update workflow.work_item set due_at = now() where state = 'ready' and due_at > now()",
                cancellationToken: cancellationToken));
        }

        await days.AdvanceAsync(1, cancellationToken);
    }

    private async Task ActAsync(IReadOnlyList<CohortList> lists, DateOnly today, CancellationToken cancellationToken)
    {
        if (workingDays.IsWorkingDay(today))
        {
            var turns = await register.OpenTurnsAsync(cancellationToken);
            await offices.SendListsAsync(lists, today, cancellationToken);
            await offices.MendAsync(today, cancellationToken);
            await offices.DecideAsync(turns, cancellationToken);
            await offices.AnswerAsync(turns, today, cancellationToken);
            await desks.AnswerAsync(turns, today, cancellationToken);
            await students.VisitStationsAsync(turns, today, cancellationToken);
            await lives.LiveAsync(today, cancellationToken);
        }

        await students.WithdrawAsync(today, cancellationToken);
        await workers.RunUntilIdleAsync(cancellationToken);
        await offices.TakeInAsync(cancellationToken);
        if (today.DayOfWeek == DayOfWeek.Friday)
            weeks.Add(await reader.WeekAsync(today, students.TurnedAway, cancellationToken));
    }
}

/// <summary>How far a rehearsal has come.</summary>
public readonly record struct RehearsalDay(int Number, int Of, DateOnly Day);

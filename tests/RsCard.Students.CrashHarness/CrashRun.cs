using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Students.Web;

namespace RsCard.Students.CrashHarness;

/// <param name="Kills">How often a worker is killed; 0 is the same run in peace.</param>
/// <param name="Seed">The same seed gives the same faults in the same order.</param>
public sealed record CrashPlan(int Kills, int Seed)
{
    /// <summary>What the workers run: <c>rscard-students.dll</c> as it lies beside this program.</summary>
    public static string OwnApp => typeof(Node).Assembly.Location;

    /// <summary>What the workers run. One that was compiled beforehand starts in half the time.</summary>
    public string App { get; init; } = OwnApp;

    /// <summary>Each fault is told, and not only every 25th kill.</summary>
    public bool TellsAll { get; init; }

    /// <summary>So many lists are sent, however few kills there are: all fates are among their students.</summary>
    public int LeastLists => 4;

    /// <summary>While there are faults, another list comes where less work than this is open: each finds workers busy.</summary>
    public int LeastOpen => 30;
}

/// <summary>A cohort goes its way while workers are killed, frozen and lose their servers; then everything is counted.</summary>
public sealed class CrashRun : IAsyncDisposable
{
    private static readonly TimeSpan LimitOfTheEnd = TimeSpan.FromMinutes(4);

    private readonly CrashPlan plan;
    private readonly Action<string> say;
    private readonly Ground ground;
    private readonly MailSink mails = new();
    private readonly Workers workers;
    private readonly ServiceProvider node;
    private readonly Cohort cohort;
    private readonly People people;
    private readonly Ledger ledger = new();
    private readonly FaultMaker faults;
    private int faultDays;
    private readonly long began = Stopwatch.GetTimestamp();

    private CrashRun(CrashPlan plan, Action<string> say, Ground ground)
    {
        this.plan = plan;
        this.say = say;
        this.ground = ground;
        node = ground.Node(mails.Open(0));
        workers = new Workers(ground, mails, plan.App, wanted: 4);
        cohort = new Cohort();
        people = new People(node, cohort);
        var database = node.GetRequiredService<NpgsqlDataSource>();
        var holdings = new Holdings(database);
        faults = new FaultMaker(ground, workers, new Moment(database, holdings, mails, workers, new Random(plan.Seed)), holdings, ledger, new Progress(database), Note);
    }

    /// <summary>Runs the plan on servers of its own.</summary>
    /// <param name="say">Told a line now and then: where the run stands.</param>
    public static async Task<CrashReport> RunAsync(CrashPlan plan, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(say);
        await using var own = await Ground.BuildAsync(cancellationToken);
        await using var run = new CrashRun(plan, say, own);
        return await run.RunAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await faults.DisposeAsync();
        await workers.DisposeAsync();
        await mails.DisposeAsync();
        await node.DisposeAsync();
    }

    private async Task<CrashReport> RunAsync(CancellationToken cancellationToken)
    {
        await Node.PrepareAsync(node, cancellationToken);
        var schedule = Faults.Of(plan.Kills, plan.Seed);
        workers.Fill();
        await MakeFaultsAsync(schedule, cancellationToken);
        var chaos = Stopwatch.GetElapsedTime(began);
        var settled = await SettleAsync(cancellationToken);
        await workers.StopAsync(cancellationToken);
        Say("counting");
        List<string> found =
        [
            .. settled,
            .. workers.Deserters.Select(number => $"{WorkerProcess.NameOf(number)} ended by itself"),
            .. await new Findings(node, cohort).CollectAsync(mails, ledger, workers.LostLeases, cancellationToken),
        ];
        ground.Keep = found.Count > 0;
        return new CrashReport(plan, faults.Counts(), Numbers(chaos), found, ground.Keep ? ground.Folder : null);
    }

    private async Task MakeFaultsAsync(IReadOnlyList<Fault> schedule, CancellationToken cancellationToken)
    {
        using var done = new CancellationTokenSource();
        var living = LiveAsync(done.Token, cancellationToken);
        try
        {
            foreach (var fault in schedule)
            {
                await faults.MakeAsync(fault, cancellationToken);
                if (fault is Fault.Kill && faults.Kills % 25 == 0)
                    Say($"{faults.Kills} of {plan.Kills} kills, {people.Today:yyyy-MM-dd}, {cohort.Sent.Count} students sent");
            }

            await faults.CalmAsync(cancellationToken);
        }
        finally
        {
            await done.CancelAsync();
            await living;
        }
    }

    /// <summary>People act, days pass, and there is always work.</summary>
    private async Task LiveAsync(CancellationToken done, CancellationToken cancellationToken)
    {
        while (!done.IsCancellationRequested)
        {
            // Also while the next fault is waited for: a restart of PostgreSQL may have ended all that were just starting.
            workers.Fill();
            await people.ActAsync(sendsList: await people.HasTimeForListAsync(plan.LeastOpen, cancellationToken), cancellationToken);
            await people.PassDayAsync(leavesWork: true, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>The rest of the way without faults: until every student of the last list has come to an end.</summary>
    /// <returns>What stood still.</returns>
    private async Task<IReadOnlyList<string>> SettleAsync(CancellationToken cancellationToken)
    {
        Say("no more faults: the rest of the way");
        faultDays = people.Today.DayNumber - DateOnly.FromDateTime(Ground.FirstMorning.Date).DayNumber;
        var until = people.Today.AddDays(46);
        var started = Stopwatch.GetTimestamp();
        while (people.Today <= until || await people.OpenAsync(cancellationToken) > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > LimitOfTheEnd)
                return [$"on {people.Today:yyyy-MM-dd} {await people.OpenAsync(cancellationToken)} pieces of work aren't done {LimitOfTheEnd} after the last fault"];
            await people.ActAsync(sendsList: cohort.ListsSent < plan.LeastLists, cancellationToken);
            if (!await people.PassDayAsync(leavesWork: false, cancellationToken))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            workers.Fill();
        }

        return [];
    }

    private IReadOnlyList<(string Name, string Value)> Numbers(TimeSpan chaos)
    {
        var accepted = mails.Accepted.ToList();
        return
        [
            ("students", $"{cohort.Sent.Count}"),
            ("days with faults", $"{faultDays}"),
            ("mails taken", $"{accepted.Count}"),
            ("mails taken again after a fault", $"{accepted.Count - accepted.DistinctBy(mail => mail.MessageId).Count()}"),
            ("work that lost ten workers in a row and was ordered again", $"{people.DugUp}"),
            ("leases that living workers lost", $"{workers.LostLeases.Values.Sum()}"),
            ("acts of people repeated", $"{people.Repeated}"),
            ("time with faults, s", $"{chaos.TotalSeconds:0}"),
            ("time, s", $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0}"),
        ];
    }

    /// <summary>For the folder that is kept where something was found.</summary>
    private void Note(string text)
    {
        File.AppendAllText(Path.Combine(ground.Folder, "faults.log"), $"{Stopwatch.GetElapsedTime(began).TotalSeconds,8:0.00} s  {text}\n");
        if (plan.TellsAll)
            Say(text);
    }

    private void Say(string text) => say($"{Stopwatch.GetElapsedTime(began).TotalSeconds,5:0} s  {text}");
}

using System.CommandLine;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>directory plan|sync|runs|run|undo</c>: what would be written, doing it, what was done, and taking it back.</summary>
internal static class DirectoryRunVerbs
{
    private const int MostRuns = 30;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly Option<bool> Full = new("--full") { Description = "Read every entry, instead of what has changed" };
    private static readonly Option<bool> ShowAll = new("--show") { Description = "List each entry with what would change: personal" };
    private static readonly Argument<Guid> Id = new("RUN") { Description = "As 'directory runs' names it" };

    public static Command Plan()
    {
        var command = new Command("plan", "What a run would find, write and hold back; writes nothing") { Full, ShowAll };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var forecast = await services.GetRequiredService<SyncRunner>().PlanAsync(Order(parsed, isDry: true), Tell, cancellationToken);
            var released = forecast.Verdict.Released.ToHashSet(ReferenceEqualityComparer.Instance);
            var entries = parsed.GetValue(ShowAll) ? forecast.Plan.Entries : [];
            Verb.Answer(
                parsed,
                new { run = DirectoryRunText.Plain(forecast.Report, Now(services)), entries = entries.Select((entry, place) => DirectoryRunText.Plain(place + 1, entry, State(entry, released))) },
                output =>
                {
                    DirectoryRunText.Write(output, forecast.Report, Now(services));
                    foreach (var (entry, place) in entries.Select((entry, place) => (entry, place + 1)))
                        DirectoryRunText.Write(output, place, entry, State(entry, released));
                });
            return Code(forecast.Report);
        });
        return command;
    }

    public static Command Sync()
    {
        var command = new Command("sync", "Write what a plan releases, read again, and say whether both sides agree") { Full };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var begun = await services.GetRequiredService<SyncRunner>().RunAsync(Order(parsed, isDry: false), Tell, cancellationToken);
            var run = await AwaitEndAsync(services, begun, cancellationToken);
            Verb.Answer(parsed, DirectoryRunText.Plain(run, Now(services)), output => DirectoryRunText.Write(output, run, Now(services)));
            return Code(run);
        });
        return command;
    }

    public static Command Runs()
    {
        var command = new Command("runs", "The latest runs, what stands approved, and whether the directory is read-only");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var book = services.GetRequiredService<RunBook>();
            var runs = await book.ListAsync(MostRuns, cancellationToken);
            var readOnly = await services.GetRequiredService<ReadOnlySwitch>().FindAsync(cancellationToken);
            var ceilings = await services.GetRequiredService<CeilingBook>().UnusedAsync(cancellationToken);
            var lastGood = await book.LastGoodAsync(cancellationToken);
            Verb.Answer(parsed, new { readOnly, lastGood, ceilings = ceilings.Select(DirectoryWordVerbs.Plain), runs = runs.Select(run => DirectoryRunText.Plain(run, Now(services))) }, output =>
            {
                if (readOnly is not null)
                    output.WriteLine(DirectoryWordVerbs.Line(readOnly));
                foreach (var ceiling in ceilings)
                    output.WriteLine(DirectoryWordVerbs.Line(ceiling));
                output.WriteLine($"Last in sync: {Localization.Show.Time(lastGood)}");
                foreach (var run in runs)
                    output.WriteLine(DirectoryRunText.Line(run, Now(services)));
            });
            return Verb.Ok;
        });
        return command;
    }

    public static Command One()
    {
        var command = new Command("run", "One run: what it found, wrote, held back, and why") { Id, ShowAll };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var book = services.GetRequiredService<RunBook>();
            var id = parsed.GetRequiredValue(Id);
            var run = await book.GetAsync(id, cancellationToken) ?? throw new RunRefusedException("SYNC-005", $"there is no run {id}");
            var items = parsed.GetValue(ShowAll) ? await book.ItemsAsync(id, after: 0, int.MaxValue, cancellationToken) : [];
            Verb.Answer(
                parsed,
                new { run = DirectoryRunText.Plain(run, Now(services)), entries = items.Where(item => item.Plan is not null).Select(item => DirectoryRunText.Plain(item.Position, item.Plan ?? throw new InvalidOperationException(), StateOf(item))) },
                output =>
                {
                    DirectoryRunText.Write(output, run, Now(services));
                    foreach (var item in items)
                        Write(output, item);
                });
            return Verb.Ok;
        });
        return command;
    }

    public static Command Undo()
    {
        var apply = new Option<bool>("--apply") { Description = "Do it, as a run of its own" };
        var command = new Command("undo", "Show what would take a run's writes back; with --apply do it. Entries that have changed since are left alone") { Id, apply };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var undo = services.GetRequiredService<SyncUndo>();
            var options = services.GetRequiredService<DirectoryOptions>();
            var id = parsed.GetRequiredValue(Id);
            if (!parsed.GetValue(apply))
            {
                var plan = await undo.PlanAsync(id, cancellationToken);
                Verb.Answer(parsed, DirectoryRunText.Plain(plan), output =>
                {
                    DirectoryRunText.Write(output, plan, options);
                    output.WriteLine($"{plan.Writes.Count} writes would be taken back, {plan.Conflicts.Count} left alone. Nothing has been done: --apply does it.");
                });
                return plan.Conflicts.Count == 0 ? Verb.Ok : Verb.Failed;
            }

            var (begun, applied) = await undo.ApplyAsync(id, Verb.Actor, cancellationToken);
            var run = await AwaitEndAsync(services, begun, cancellationToken);
            Verb.Answer(parsed, new { run = DirectoryRunText.Plain(run, Now(services)), plan = DirectoryRunText.Plain(applied) }, output =>
            {
                DirectoryRunText.Write(output, applied, options);
                DirectoryRunText.Write(output, run, Now(services));
            });
            return applied.Conflicts.Count == 0 ? Code(run) : Verb.Failed;
        });
        return command;
    }

    /// <summary>The workers do the writes; outside production this process does them.</summary>
    private static async Task<RunReport> AwaitEndAsync(IServiceProvider services, RunReport begun, CancellationToken cancellationToken)
    {
        var book = services.GetRequiredService<RunBook>();
        var run = begun;
        var told = -1;
        while (run.IsOpen)
        {
            await Verb.DoWorkAsync(services, cancellationToken);
            run = await book.GetAsync(begun.Id, cancellationToken) ?? run;
            if (!run.IsOpen)
                break;
            if (run.Waiting != told)
                await Console.Error.WriteLineAsync($"{told = run.Waiting} writes left …");
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }

        return run;
    }

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static RunOrder Order(ParseResult parsed, bool isDry) => new(parsed.GetValue(Full) ? ReadDepth.Full : ReadDepth.Changes, isDry, Verb.Actor);

    private static void Tell(string what, int done, int of)
    {
        if (done > 0)
            Console.Error.WriteLine(of > 0 ? $"{what}: {done} of {of} …" : $"{what}: {done} …");
    }

    /// <summary>What was held back, refused or broke off is for a person to look at: a script must notice.</summary>
    private static int Code(RunReport run) => run.Code is null && run.Held.Count == 0 && run.Failed.Count == 0 ? Verb.Ok : Verb.Failed;

    private static string State(PlannedEntry entry, HashSet<object?> released) => released.Contains(entry) ? "released" : entry.IsWrite ? "held back" : "";

    private static string StateOf(SyncItem item) => item.Code is null ? item.State : $"{item.State} {item.Code}";

    private static void Write(TextWriter output, SyncItem item)
    {
        if (item.Plan is { } plan)
            DirectoryRunText.Write(output, item.Position, plan, StateOf(item));
        else
            output.WriteLine($"{item.Position,6} {DirectoryRunText.Words(item.Kind.ToString()),-8} {StateOf(item),-10} student {item.Student?.ToString() ?? "–"}  entry {item.EntryUuid?.ToString() ?? "–"}");
    }
}

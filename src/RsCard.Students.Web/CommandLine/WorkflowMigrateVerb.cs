using System.CommandLine;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workflows migrate</c>: takes running cases to another version; without <c>--apply</c> it only says what would happen (D-80).</summary>
internal static class WorkflowMigrateVerb
{
    /// <summary>Lines of one reason that are written out; <c>--json</c> has all.</summary>
    private const int CasesShown = 20;

    private static readonly Argument<string> Id = new("ID") { Description = "The definition" };
    private static readonly Option<string?> From = new("--from") { Description = "Only instances on this version (VERSION or HASH); without it those on every other version" };
    private static readonly Option<string?> To = new("--to") { Description = "The version they shall go to (VERSION or HASH); without it the latest" };
    private static readonly Option<string[]> Map = new("--map") { Description = "OLD=NEW: the counterpart of an activity that has another id in the new version", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> ResetTimers = new("--reset-timers") { Description = "Running timers begin anew, by the rules of the new version; without it they keep their time" };
    private static readonly Option<string[]> Cases = new("--case") { Description = "Only this case", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> Apply = new("--apply") { Description = "Do it" };

    public static Command Create()
    {
        var command = new Command("migrate", "Show what would become of running cases on another version; with --apply take them there") { Id, From, To, Map, ResetTimers, Cases, Apply };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var migration = services.GetRequiredService<InstanceMigration>();
            var applies = parsed.GetValue(Apply);
            var answers = new List<(MigrationOrder Order, MigrationReport Report)>();
            foreach (var order in await OrdersAsync(parsed, services, cancellationToken))
            {
                answers.Add((order, applies
                    ? await migration.ApplyAsync(order, done => Console.Error.WriteLine($"{done} looked at …"), cancellationToken)
                    : await migration.PlanAsync(order, cancellationToken)));
            }

            Verb.Answer(parsed, answers.Select(answer => Plain(answer.Order, answer.Report, applies)), output =>
            {
                foreach (var (order, report) in answers)
                    Write(output, order, report, applies);
                if (answers.Count == 0)
                    output.WriteLine("Nothing runs on another version.");
            });

            // Cases that stay are for a person to look at: a script must notice.
            return answers.Exists(answer => answer.Report.Stay.Count > 0) ? Verb.Failed : Verb.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<MigrationOrder>> OrdersAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (versions, catalogue) = (services.GetRequiredService<DefinitionVersions>(), services.GetRequiredService<DefinitionCatalogue>());
        var id = parsed.GetRequiredValue(Id);
        var target = await versions.GetAsync(Reference(id, parsed.GetValue(To)), cancellationToken);
        var to = await catalogue.GetAsync(target.Hash, cancellationToken);
        IReadOnlyList<StoredVersion> sources = parsed.GetValue(From) is { } from
            ? [await versions.GetAsync(Reference(id, from), cancellationToken)]
            : [.. (await versions.ListAsync(cancellationToken)).Where(version => version.DefinitionId == to.DefinitionId && version.Running > 0)];
        var told = parsed.GetValue(Map)?.Select(Pair).ToDictionary(pair => pair.Old, pair => pair.New, StringComparer.Ordinal) ?? [];
        var cases = parsed.GetValue(Cases) is { Length: > 0 } texts ? CaseIds.Parse(texts).Select(@case => @case.Value).ToList() : null;
        var orders = new List<MigrationOrder>();
        foreach (var source in sources.Where(source => source.Hash != to.Hash))
            orders.Add(MigrationOrder.Create(await catalogue.GetAsync(source.Hash, cancellationToken), to, told, parsed.GetValue(ResetTimers), cases, Verb.Actor));
        return orders;
    }

    private static string Reference(string id, string? part) => part is null || part.Contains('@', StringComparison.Ordinal) ? part ?? id : $"{id}@{part}";

    /// <exception cref="VersionException">VER-003.</exception>
    private static (string Old, string New) Pair(string text) =>
        text.Split('=') is [{ Length: > 0 } old, { Length: > 0 } @new] ? (old, @new) : throw new VersionException(VersionCodes.Mapping, $"expected OLD=NEW, got '{text}'");

    private static void Write(TextWriter output, MigrationOrder order, MigrationReport report, bool applied)
    {
        output.WriteLine($"{order.To.DefinitionId}: from version {order.From.Version} ({order.From.Hash[..12]}) to version {order.To.Version} ({order.To.Hash[..12]})");
        output.WriteLine(applied
            ? $"{report.Moved} of {report.Instances} instances went over, {report.Stay.Count} stay where they are."
            : $"{report.Moved} of {report.Instances} instances would go over, {report.Stay.Count} would stay where they are. Nothing has been done: --apply does it.");
        if (report.Stands.Count > 0)
        {
            var table = new TextTable("stands at", applied ? "stands now at" : "would stand at", "instances", "waits for");
            foreach (var stand in report.Stands)
                table.Add(stand.From, stand.To, $"{stand.Instances}", Waits(stand.Waits, order.ResetsTimers));
            table.WriteTo(output);
        }

        if (report.Missing.Count > 0)
            output.WriteLine($"Without a counterpart: {string.Join(", ", report.Missing)}");
        if (report.Children.Count > 0)
            output.WriteLine($"Children are instances of their own and stay on their versions: {string.Join(", ", report.Children.Select(child => $"{child.Key} ({child.Value})"))}");
        foreach (var reason in report.Stay.GroupBy(stay => (stay.Code, stay.ActivityId, stay.Reason)))
        {
            output.WriteLine($"{reason.Key.Code} at '{reason.Key.ActivityId}', {reason.Count()} stay: {reason.Key.Reason}");
            foreach (var stay in reason.Take(CasesShown))
                output.WriteLine($"  case {stay.CorrelationId}");
            if (reason.Count() > CasesShown)
                output.WriteLine($"  … and {reason.Count() - CasesShown} more (--json lists all)");
        }
    }

    private static string Waits(Runtime.Flowcharts.WaitKind kind, bool resets) => kind switch
    {
        Runtime.Flowcharts.WaitKind.Signal => "a person",
        Runtime.Flowcharts.WaitKind.Timer => resets ? "a time, begun anew" : "a time, unchanged",
        Runtime.Flowcharts.WaitKind.Work => "work, as ordered",
        Runtime.Flowcharts.WaitKind.Child => "its child",
        _ => "an event",
    };

    private static object Plain(MigrationOrder order, MigrationReport report, bool applied) => new
    {
        definitionId = order.To.DefinitionId,
        applied,
        from = new { order.From.Version, order.From.Hash },
        to = new { order.To.Version, order.To.Hash },
        report.Instances,
        report.Moved,
        stands = report.Stands.Select(stand => new { stand.From, stand.To, waits = stand.Waits.ToString().ToLowerInvariant(), stand.Instances }),
        report.Missing,
        report.Children,
        stay = report.Stay.Select(stay => new { @case = stay.CorrelationId, instance = stay.InstanceId, stay.Code, activity = stay.ActivityId, stay.Reason }),
    };
}

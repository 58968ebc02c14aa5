using System.CommandLine;
using System.Globalization;
using RsCard.Students.Students;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Rehearsal;
using Spectre.Console;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>rehearse</c>: a cohort's year with simulated people, on tables of its own; nothing real is touched.</summary>
internal static class RehearseVerb
{
    private static readonly Option<int> Students = new("--students") { Description = "How many students, 1 to 100000", DefaultValueFactory = _ => 1_000 };
    private static readonly Option<int> Days = new("--days") { Description = "How many simulated days, 1 to 3650", DefaultValueFactory = _ => 365 };
    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same students and the same report", DefaultValueFactory = _ => 1 };
    private static readonly Option<DateOnly?> From = new("--from") { Description = "The simulated first day, for example 2026-11-23; today where it isn't given", CustomParser = ParseDay };
    private static readonly Option<string[]> Set = new("--set") { Description = "A changed setting, KEY=VALUE: Process:CardWait=42d, People:DecisionsADay=60; may be given more than once", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<DirectoryInfo?> Workflows = new("--workflows") { Description = "A folder with changed definitions" };
    private static readonly Option<bool> Compare = new("--compare") { Description = "Rehearse also without the changes, and show both side by side" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Write the report to this file: JSON where its name ends in .json" };

    public static Command Create()
    {
        var command = new Command("rehearse", "A whole cohort through a year on a simulated clock, with simulated people, directory and mail") { Students, Days, Seed, From, Set, Workflows, Compare, Out };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var plan = RehearsalPlan.Of(
                parsed.GetValue(Students),
                parsed.GetValue(Seed),
                parsed.GetValue(From) ?? TimeProvider.System.Today(),
                parsed.GetValue(Days),
                parsed.GetValue(Set) ?? [],
                parsed.GetValue(Workflows)?.FullName);
            if (!parsed.GetValue(Compare))
            {
                var report = await RehearseAsync("", plan, cancellationToken);
                await AnswerAsync(parsed, report, () => RehearsalText.Write(report), cancellationToken);
                return Verb.Ok;
            }

            if (!plan.IsChanged)
                throw new RehearsalException("REH-002: expected --set or --workflows beside --compare, got no change.");

            var now = await RehearseAsync("now", plan.Unchanged, cancellationToken);
            var changed = await RehearseAsync("changed", plan, cancellationToken);
            var comparison = new RehearsalComparison(now, changed);
            await AnswerAsync(parsed, comparison, comparison.ToText, cancellationToken);
            return Verb.Ok;
        });
        return command;
    }

    private static async Task<RehearsalReport> RehearseAsync(string name, RehearsalPlan plan, CancellationToken cancellationToken)
    {
        if (Console.IsErrorRedirected)
            return await RehearsedYear.RehearseAsync(Settings.Load, plan, new Shown(_ => { }), cancellationToken);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Label(name, plan.FirstDay), maxValue: plan.Days);
                return await RehearsedYear.RehearseAsync(
                    Settings.Load,
                    plan,
                    new Shown(day =>
                    {
                        task.Value = day.Number;
                        task.Description = Label(name, day.Day);
                    }),
                    cancellationToken);
            });
    }

    private static string Label(string name, DateOnly day) => $"{name} {day:yyyy-MM-dd}".Trim();

    private static async Task AnswerAsync(ParseResult parsed, object value, Func<string> text, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Out) is not { } file)
        {
            Verb.Answer(parsed, value, output => output.Write(text()));
            return;
        }

        await File.WriteAllTextAsync(file.FullName, file.Extension == ".json" || parsed.GetValue(Verb.JsonOption) ? Verb.ToJson(value) : text(), cancellationToken);
    }

    private static DateOnly? ParseDay(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        result.AddError($"expected a day as 2026-11-23, got '{result.Tokens[0].Value}'");
        return null;
    }

    /// <summary>At once, in the thread that rehearses: <see cref="Progress{T}"/> would tell later.</summary>
    private sealed class Shown(Action<RehearsalDay> show) : IProgress<RehearsalDay>
    {
        public void Report(RehearsalDay value) => show(value);
    }
}

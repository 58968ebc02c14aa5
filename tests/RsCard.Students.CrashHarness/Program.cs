using System.CommandLine;
using RsCard.Students.CrashHarness;

var kills = new Argument<int>("KILLS") { Description = "How often a worker is killed", DefaultValueFactory = _ => 25 };
var seed = new Option<int?>("--seed") { Description = "Repeats the faults of an earlier run" };
var app = new Option<FileInfo?>("--app") { Description = "The rscard-students.dll that the workers run; without it the one beside this program" };
var tells = new Option<bool>("--tell") { Description = "Tells of each fault" };
var command = new RootCommand("Kills workers, restarts servers, and looks whether anything was lost or done twice.") { kills, seed, app, tells };
command.SetAction(async (parsed, cancellationToken) =>
{
    var plan = new CrashPlan(parsed.GetValue(kills), parsed.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000)) { App = parsed.GetValue(app)?.FullName ?? CrashPlan.OwnApp, TellsAll = parsed.GetValue(tells) };
    Console.Out.WriteLine($"{plan.Kills} kills, seed {plan.Seed}");
    var report = await CrashRun.RunAsync(plan, Console.Out.WriteLine, cancellationToken);
    Console.Out.WriteLine(report);
    return report.Findings.Count == 0 ? 0 : 1;
});

// Stopping servers takes a while: Ctrl+C waits for it.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

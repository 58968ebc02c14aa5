using System.CommandLine;
using RsCard.Students.Recurring;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workers jobs|run</c>: what recurs, when it ran and runs next; and running it now.</summary>
internal static class JobVerbs
{
    public static Command Jobs()
    {
        var command = new Command("jobs", "What recurs: schedule, last run, next run");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var jobs = await services.GetRequiredService<RecurringRuns>().ListAsync(cancellationToken);
            Verb.Answer(parsed, jobs, output =>
            {
                foreach (var job in jobs)
                    Tell(output, job);
            });
            return Verb.Ok;
        });
        return command;
    }

    public static Command Run()
    {
        var name = new Argument<string>("JOB") { Description = "As 'workers jobs' names it" };
        var command = new Command("run", "Run something that recurs now") { name };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var job = parsed.GetRequiredValue(name);
            var result = await services.GetRequiredService<JobDesk>().RunAsync(job, Verb.Actor, cancellationToken);
            var (code, text) = result switch
            {
                RunResult.Done done => ((string?)null, done.Summary),
                RunResult.Failed failed => (failed.Code, failed.Detail),
                _ => ("JOB-003", "another run of it is under way"),
            };
            Verb.Answer(parsed, new { job, code, text }, output => output.WriteLine(code is null ? $"{job}: {text}." : $"{code}: {job}: {text}."));
            return code is null ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    private static void Tell(TextWriter output, RecurringJobState job)
    {
        output.WriteLine($"{job.Name} ({job.Schedule}): next {Show.Time(job.NextAt)}{(job.Overdue ? ", OVERDUE: does any node work?" : "")}");
        if (job.RunningOn is not null)
            output.WriteLine($"  runs since {Show.Time(job.RunningSince)} on {job.RunningOn}");
        if (job.PausedAt is not null)
            output.WriteLine($"  paused since {Show.Time(job.PausedAt)} by {job.PausedBy}: runs only when ordered");
        if (job.BrokenOff)
            output.WriteLine("  a run was broken off with its node; another takes it over");
        output.WriteLine(job.EndedAt is null
            ? "  has not run yet"
            : $"  last {Show.Time(job.StartedAt)}, {job.Took?.TotalSeconds:0.0} s on {job.RanOn}: {job.Code}{(job.Code is null ? "" : ": ")}{job.Summary}");
        if (job.Failures > 0)
            output.WriteLine($"  failed {job.Failures} times in a row since {Show.Time(job.FailingSince)}, last went well {Show.Time(job.DoneAt)}");
    }
}

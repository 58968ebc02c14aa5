using System.CommandLine;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workers status|incidents|retry|resolve|jobs|run</c>: what is on its way, what waits for a retry and why, and failed work.</summary>
internal static class WorkersVerbs
{
    public static Command Create() => new("workers", "Work on its way, and work that failed") { Status(), IncidentVerbs.List(), IncidentVerbs.Retry(), IncidentVerbs.Resolve(), JobVerbs.Jobs(), JobVerbs.Run() };

    private static Command Status()
    {
        var command = new Command("status", "Counts by kind, timers, and incidents");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var counts = await services.GetRequiredService<WorkerStatus>().GetAsync(cancellationToken);
            var incidents = await services.GetRequiredService<IncidentStore>().ListAsync(100, cancellationToken);
            Verb.Answer(parsed, new { counts, incidents }, output =>
            {
                output.WriteLine($"{counts.RunningInstances} instances running, {counts.Timers} timers ({counts.DueTimers} due, next {counts.NextTimer:yyyy-MM-dd HH:mm}Z), {counts.Incidents} incidents");
                foreach (var kind in counts.Kinds)
                    output.WriteLine($"  {kind.Kind,-12} due {kind.Due}, retry {kind.WaitingForRetry}, leased {kind.Leased}, dead {kind.Dead}{(kind.LastReason is null ? "" : $", {kind.LastReason}, next try {kind.NextTry:HH:mm:ss}Z")}");
                foreach (var incident in incidents)
                    output.WriteLine($"  {IncidentVerbs.Line(incident)}");
            });
            return Verb.Ok;
        });
        return command;
    }
}

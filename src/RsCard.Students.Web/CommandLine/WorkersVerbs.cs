using System.CommandLine;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workers status|retry|jobs|run</c>: what is on its way, what waits for a retry and why, and failed work.</summary>
internal static class WorkersVerbs
{
    public static Command Create() => new("workers", "Work on its way, and work that failed") { Status(), Retry(), JobVerbs.Jobs(), JobVerbs.Run() };

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
                    output.WriteLine($"  incident {incident.Id}: {incident.Code} {incident.Detail} (case {incident.CorrelationId}, {incident.Attempts} attempts)");
            });
            return Verb.Ok;
        });
        return command;
    }

    private static Command Retry()
    {
        var incident = new Argument<long>("INCIDENT");
        var command = new Command("retry", "Try failed work again") { incident };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var retried = await services.GetRequiredService<IncidentStore>().RetryAsync(parsed.GetValue(incident), cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            Verb.Answer(parsed, new { retried }, output => output.WriteLine(retried ? "It is tried again." : "There is no such open incident."));
            return retried ? Verb.Ok : Verb.Failed;
        });
        return command;
    }
}

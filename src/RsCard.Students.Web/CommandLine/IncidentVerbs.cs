using System.CommandLine;
using RsCard.Students.Incidents;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workers incidents|retry|resolve</c>: failed work by cause, and what is done about it.</summary>
internal static class IncidentVerbs
{
    private const int MostShown = 100;
    private const int MostCharacters = 500;

    /// <summary>One incident in a line.</summary>
    public static string Line(Incident incident) =>
        $"incident {incident.Id}: {incident.Code} {incident.Detail} (case {incident.CorrelationId?.ToString() ?? "–"}, {incident.Attempts} attempts, "
        + (incident.IsRetrying ? $"being retried since {incident.RetriedAt:yyyy-MM-dd HH:mm}Z" : "open") + ")";

    public static Command List()
    {
        var cause = new Option<string?>("--cause") { Description = "Only this code, for example DIR-006" };
        var command = new Command("incidents", "Failed work by cause, and what is safe to do about it") { cause };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var store = services.GetRequiredService<IncidentStore>();
            var code = parsed.GetValue(cause);
            var groups = (await store.GroupsAsync(cancellationToken)).Where(group => code is null || group.Cause.Code == code).ToList();
            var incidents = await store.ListAsync(MostShown, code, cancellationToken);
            Verb.Answer(parsed, new { groups = groups.Select(group => new { group, safe = SafeToDo.Of(group.Cause.Code).English }), incidents }, output =>
            {
                if (groups.Count == 0)
                    output.WriteLine("Nothing needs mending.");
                foreach (var group in groups)
                {
                    output.WriteLine($"{group.Cause.Code} {group.Cause.Kind}: {group.Open} open, {group.Retrying} being retried, oldest {group.Oldest:yyyy-MM-dd HH:mm}Z");
                    output.WriteLine($"  {SafeToDo.Of(group.Cause.Code).English}");
                    foreach (var incident in incidents.Where(incident => incident.Cause == group.Cause))
                        output.WriteLine($"  {Line(incident)}");
                }
            });
            return Verb.Ok;
        });
        return command;
    }

    public static Command Retry()
    {
        var ids = new Argument<long[]>("INCIDENT") { Arity = ArgumentArity.ZeroOrMore };
        var cause = new Option<string?>("--cause") { Description = "All open ones with this code" };
        var kind = new Option<string?>("--kind") { Description = "With --cause: only this kind of work (directory, mail, submission), or case" };
        var command = new Command("retry", "Try failed work again; mended is said only when it has gone through") { ids, cause, kind };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var desk = services.GetRequiredService<IncidentDesk>();
            var named = parsed.GetValue(ids) ?? [];
            var code = parsed.GetValue(cause);
            if ((named.Length == 0) == (code is null))
                return await RefuseAsync("WORK-006: name incidents, or a cause with --cause.");

            var retried = named.Length > 0 ? await desk.RetryAsync(named, Verb.Actor, cancellationToken) : 0;
            foreach (var group in await services.GetRequiredService<IncidentStore>().GroupsAsync(cancellationToken))
            {
                if (group.Cause.Code != code || (parsed.GetValue(kind) is { } wanted && group.Cause.Kind != wanted))
                    continue;
                await Console.Error.WriteLineAsync($"Retrying {group.Retryable} with {group.Cause.Code} ({group.Cause.Kind}).");
                retried += await desk.RetryAllAsync(group.Cause, group.Last, Verb.Actor, cancellationToken);
            }

            await Verb.DoWorkAsync(services, cancellationToken);
            Verb.Answer(parsed, new { retried }, output => output.WriteLine(
                retried > 0 ? $"{retried} are being retried; workers incidents says what has come of it." : "There is no such open incident that can be retried."));
            return retried > 0 ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    public static Command Resolve()
    {
        var id = new Argument<long>("INCIDENT");
        var reason = new Option<string>("--reason") { Description = "Why, without personal data: it stands in the audit trail", Required = true };
        var outcome = new Option<string?>("--outcome") { Description = "The step goes on with it, for example Done; without, it stays open" };
        var command = new Command("resolve", "Done or given up by hand: not tried again") { id, reason, outcome };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var why = parsed.GetRequiredValue(reason).Trim();
            if (why.Length is 0 or > MostCharacters || FreeText.HasNumber(why))
                return await RefuseAsync($"WORK-007: expected a reason of 1 to {MostCharacters} characters without a personal number.");

            var resolution = await services.GetRequiredService<IncidentDesk>().ResolveAsync(parsed.GetValue(id), why, parsed.GetValue(outcome), Verb.Actor, cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            if (Problem(resolution) is { } problem)
                return await RefuseAsync(problem);
            Verb.Answer(parsed, new { resolved = true }, output => output.WriteLine("It is resolved by hand."));
            return Verb.Ok;
        });
        return command;
    }

    private static string? Problem(Resolution resolution) => resolution switch
    {
        Resolution.Resolved => null,
        Resolution.InFlight => "WORK-008: an attempt is going on right now; wait and see what comes of it.",
        Resolution.NoStep => "WORK-009: no step waits for it: leave out --outcome.",
        Resolution.NotAnOutcome(var known) => $"WORK-010: expected the outcome to be one of {string.Join(", ", known)}.",
        Resolution.Failed(var code) => $"{code}: the case couldn't go on with it.",
        _ => "WORK-011: there is no such open incident.",
    };

    private static async Task<int> RefuseAsync(string text)
    {
        await Console.Error.WriteLineAsync(text);
        return Verb.Failed;
    }
}

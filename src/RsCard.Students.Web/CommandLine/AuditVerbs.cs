using System.CommandLine;
using RsCard.Students.Audit;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>audit seal|check</c>: the trail that can't be changed unseen (D-40).</summary>
internal static class AuditVerbs
{
    public static Command Create()
    {
        var seal = new Command("seal", "Seal what is closed and not yet sealed");
        Verb.SetAction(seal, async (parsed, services, cancellationToken) =>
        {
            var sealedEvents = await services.GetRequiredService<AuditSeals>().RunOnceAsync(cancellationToken);
            Verb.Answer(parsed, new { sealedEvents }, output => output.WriteLine($"{sealedEvents} events sealed."));
            return Verb.Ok;
        });
        var check = new Command("check", "Find changed or missing records, and say how much is not yet sealed");
        Verb.SetAction(check, async (parsed, services, cancellationToken) =>
        {
            var result = await services.GetRequiredService<AuditSeals>().CheckAsync(cancellationToken);
            Verb.Answer(parsed, result, output => output.WriteLine(result.Whole
                ? $"Whole: {result.Seals} seals hold, {result.Unsealed} events not yet sealed."
                : $"AUDIT-001: seal {result.BrokenSeal} doesn't hold: an event was changed, added or taken away."));
            return result.Whole ? Verb.Ok : Verb.Failed;
        });
        return new Command("audit", "The audit trail") { seal, check };
    }
}

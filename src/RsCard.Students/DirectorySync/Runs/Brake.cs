using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Gathers what the safety brake judges by, and says which ceilings its verdict uses up.</summary>
public sealed class Brake(RunStore store, CeilingBook ceilings, ReadOnlySwitch readOnly, DirectoryOptions options)
{
    internal async Task<Judged> JudgeAsync(Looked looked, CancellationToken cancellationToken)
    {
        // Measured against the last run that went through: a run that is only tried again would else find nothing less than before.
        var good = await store.FindLastGoodAsync(cancellationToken);
        var input = new BrakeInput(
            looked.Read with { Before = Math.Max(looked.Read.Before, good?.Entries ?? 0) },
            good?.Wanted ?? 0,
            options.Reader.Dn,
            options.Brake,
            new Dictionary<PlanKind, int>(),
            await readOnly.FindAsync(cancellationToken) is not null);
        var without = SafetyBrake.Judge(looked.Plan, input);
        var unused = (await ceilings.UnusedAsync(cancellationToken)).Where(ceiling => without.Held.Any(held => held.Kind == ceiling.Kind)).ToList();
        if (unused.Count == 0)
            return new Judged(without, []);

        var with = SafetyBrake.Judge(looked.Plan, input with { Ceilings = unused.ToDictionary(ceiling => ceiling.Kind, ceiling => ceiling.AtMost) });
        return new Judged(with, [.. unused.Where(ceiling => Count(with, ceiling.Kind) > Count(without, ceiling.Kind)).Select(ceiling => ceiling.Id)]);
    }

    private static int Count(BrakeVerdict verdict, PlanKind kind) => verdict.Released.Count(entry => entry.Kind == kind);
}

/// <param name="Ceilings">Ids of those without which less would have been released.</param>
internal sealed record Judged(BrakeVerdict Verdict, IReadOnlyList<long> Ceilings);

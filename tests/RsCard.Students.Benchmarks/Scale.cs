namespace RsCard.Students.Benchmarks;

/// <summary>How much is done. Smoke is for a test that shows only that everything still runs.</summary>
/// <param name="Cases">That are advanced in each round, in batches.</param>
/// <param name="CasesAlone">That are advanced in each round by the reference, in a transaction each.</param>
/// <param name="Rounds">Of which the median counts. One more goes before, for warming up.</param>
/// <param name="Items">Work items in each round.</param>
/// <param name="Starts">Items of the latency scenario, one after another.</param>
/// <param name="Timers">That wait while a poll is measured: few, many.</param>
/// <param name="Polls">Of which the median counts.</param>
/// <param name="Instances">That the memory scenario runs from start to end.</param>
/// <param name="Entries">Of the directory that is reconciled.</param>
/// <param name="Pairs">Turns of the product's adds and of ldapadd's.</param>
/// <param name="Adds">In each turn.</param>
public sealed record Scale(
    bool IsSmoke, int Cases, int CasesAlone, int Rounds, int Items, int Starts, (int Few, int Many) Timers, int Polls, int Instances, int Entries, int Pairs, int Adds)
{
    public static Scale Full { get; } = new(false, 10_000, 500, 5, 50_000, 500, (10_000, 1_000_000), 300, 1_000_000, 100_000, 10, 1_000);

    public static Scale Smoke { get; } = new(true, 200, 20, 1, 300, 5, (100, 1_000), 3, 500, 300, 1, 20);
}

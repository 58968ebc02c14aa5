using System.Diagnostics.Metrics;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// What an operator watches: meter <c>RsCard.Students.DirectorySync</c>. Each node counts the runs that it ended; the ages are the
/// database's, the same on every node, whichever ended the last run.
/// </summary>
public sealed class SyncMetrics : IDisposable
{
    public const string MeterName = "RsCard.Students.DirectorySync";

    private readonly RunBook book;
    private readonly TimeProvider clock;
    private readonly Counter<long> writes;
    private readonly Counter<long> heldBack;
    private readonly Counter<long> runs;
    private Ages? ages;

    public SyncMetrics(RunBook book, TimeProvider clock)
    {
        this.book = book;
        this.clock = clock;
        writes = Meter.CreateCounter<long>("rscard.directory.writes", "{write}", "Writes that ended, by kind and outcome");
        heldBack = Meter.CreateCounter<long>("rscard.directory.held_back", "{write}", "Writes that the brake held back, by kind and code");
        runs = Meter.CreateCounter<long>("rscard.directory.runs", "{run}", "Runs that ended, by state");
        Meter.CreateObservableGauge("rscard.directory.oldest_drift", () => ages is { } known ? [new Measurement<double>(Age(known.OldestDrift))] : Array.Empty<Measurement<double>>(), "s", "How long the oldest of what isn't as wanted has been so; 0: everything is");
        Meter.CreateObservableGauge("rscard.directory.last_good_run", () => Since(ages?.LastGood), "s", "How long ago the last run found or left everything as wanted");
    }

    public Meter Meter { get; } = new(MeterName);

    public void Dispose() => Meter.Dispose();

    /// <summary>Looks into the database for the ages. Until the first look nothing is told of them: 0 would mean that all is well.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) =>
        ages = new Ages(await book.OldestDriftAsync(cancellationToken), await book.LastGoodAsync(cancellationToken));

    /// <summary>Called once for each run that ended.</summary>
    internal void Ended(RunReport run)
    {
        runs.Add(1, new KeyValuePair<string, object?>("state", run.State));
        foreach (var (kind, count) in run.Applied)
            writes.Add(count, new("kind", kind.ToString()), new("outcome", "done"));
        foreach (var (code, count) in run.Failed)
            writes.Add(count, new("kind", ""), new("outcome", code));
        foreach (var held in run.Held)
            heldBack.Add(held.Count, new("kind", held.Kind.ToString()), new("code", held.Code));
    }

    private double Age(DateTimeOffset? since) => since is { } at ? (clock.GetUtcNow() - at).TotalSeconds : 0;

    private IEnumerable<Measurement<double>> Since(DateTimeOffset? at) => at is null ? [] : [new Measurement<double>(Age(at))];

    private sealed record Ages(DateTimeOffset? OldestDrift, DateTimeOffset? LastGood);
}

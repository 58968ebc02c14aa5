using System.Diagnostics.Metrics;

namespace RsCard.Students.Cards;

/// <summary>What an operator watches of the cards: meter <c>RsCard.Students.Cards</c>, the same on every node.</summary>
public sealed class CardMetrics : IDisposable
{
    public const string MeterName = "RsCard.Students.Cards";

    private readonly CardAlarms alarms;
    private long? count;

    public CardMetrics(CardAlarms alarms)
    {
        this.alarms = alarms;
        Meter.CreateObservableGauge("rscard.cards.alarms", () => count is { } known ? [new Measurement<long>(known)] : Array.Empty<Measurement<long>>(), "{card}", "Cards that are valid though their holder's entry is closed");
    }

    public Meter Meter { get; } = new(MeterName);

    public void Dispose() => Meter.Dispose();

    /// <summary>Looks into the database. Until the first look nothing is told: 0 would mean that all is well.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) => count = await alarms.CountAsync(cancellationToken);
}

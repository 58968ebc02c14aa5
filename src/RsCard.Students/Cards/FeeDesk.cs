using RsCard.Students.Database;

namespace RsCard.Students.Cards;

/// <summary>Says of a fee that it is paid, or that it needn't be (D-13, D-31): with who, when and why.</summary>
public sealed class FeeDesk(DeskWork desk, Fees fees)
{
    public Task<DeskResult> PayAsync(Guid fee, string actor, CancellationToken cancellationToken) =>
        SettleAsync(fee, actor, "fee.paid", CardTexts.FeePaid(), transaction => fees.PayAsync(transaction, fee, actor, cancellationToken), cancellationToken);

    /// <param name="reason">Without personal data.</param>
    public Task<DeskResult> WaiveAsync(Guid fee, string reason, string actor, CancellationToken cancellationToken) =>
        SettleAsync(fee, actor, "fee.waived", CardTexts.FeeWaived(), transaction => fees.WaiveAsync(transaction, fee, reason, actor, cancellationToken), cancellationToken);

    private async Task<DeskResult> SettleAsync(
        Guid fee, string actor, string action, DeskResult done, Func<Npgsql.NpgsqlTransaction, Task<bool>> settle, CancellationToken cancellationToken) =>
        await fees.FindCaseAsync(fee, cancellationToken) is { } caseId
            ? await desk.ActAsync(caseId, actor, action, async transaction => await settle(transaction) ? done : CardTexts.FeeSettled(), cancellationToken)
            : CardTexts.NoSuchFee();
}

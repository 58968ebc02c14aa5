using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Submissions;

namespace RsCard.Students.Placements;

/// <summary>
/// What is said of one placement: VDI is ordered (D-15), another region has received it (D-5), and where unit and supervisor are to be
/// written to (D-15). Each may be said twice, and reaches that placement's own process alone.
/// </summary>
public sealed class UnitDesk(NpgsqlDataSource database, WorkflowEngine engine, PlacementAddresses addresses, AuditTrail audit, UnitPages pages, TimeProvider clock)
{
    /// <summary>The button of the page behind a link: VDI is ordered, or the placement received. A checklist has none.</summary>
    /// <returns>False for a token that doesn't count.</returns>
    public async Task<bool> ConfirmAsync(string token, CancellationToken cancellationToken) => await pages.FindLinkAsync(token, cancellationToken) switch
    {
        null => false,
        { Kind: UnitPageKind.Vdi } link => await ConfirmVdiAsync(link.Placement, "unit", cancellationToken) is PlacementResult.Done,
        { Kind: UnitPageKind.Receipt } link => await ConfirmReceiptAsync(link.Placement, "unit", cancellationToken) is PlacementResult.Done,
        _ => true,
    };

    /// <summary>The unit has ordered VDI (D-15).</summary>
    /// <param name="actor">The unit itself, or whoever heard it from them.</param>
    public Task<PlacementResult> ConfirmVdiAsync(Guid placement, string actor, CancellationToken cancellationToken) =>
        ActAsync(placement, actor, "placement.vdi-ordered", new { placement }, async (transaction, found) =>
        {
            if (found.Kind != "private")
                return PlacementTexts.NothingToConfirm();
            await ExecuteAsync(
                transaction,
                """
                update placement
                set vdi_ordered_at = @now,
                    answered_by = @actor
                where id = @placement
                and vdi_ordered_at is null
                """,
                new { placement, actor, now = clock.GetUtcNow() },
                cancellationToken);
            await engine.SignalAsync(transaction, [new Signal(found.Case, AwaitVdi.Signal, "Ordered", placement)], cancellationToken);
            await addresses.GoOnAsync(transaction, [found.Case], cancellationToken);
            return PlacementTexts.VdiOrdered();
        }, cancellationToken);

    /// <summary>The office of another region has received the placement (D-5).</summary>
    /// <param name="actor">The office itself, or whoever heard it from them.</param>
    public Task<PlacementResult> ConfirmReceiptAsync(Guid placement, string actor, CancellationToken cancellationToken) =>
        ActAsync(placement, actor, "placement.received", new { placement }, async (transaction, found) =>
        {
            if (found.Kind != "halmstad")
                return PlacementTexts.NothingToConfirm();
            await ExecuteAsync(
                transaction,
                """
                update placement
                set received_at = @now,
                    answered_by = @actor
                where id = @placement
                and received_at is null
                """,
                new { placement, actor, now = clock.GetUtcNow() },
                cancellationToken);
            await engine.SignalAsync(transaction, [new Signal(found.Case, AwaitReceipt.Signal, "Received", placement)], cancellationToken);
            return PlacementTexts.Received();
        }, cancellationToken);

    /// <summary>Somebody says where unit or supervisor are to be written to; who waited for one of them goes on (D-15).</summary>
    /// <param name="unitMail">Null or empty: isn't said.</param>
    /// <param name="supervisorMail">Null or empty: isn't said.</param>
    public Task<PlacementResult> GiveAddressesAsync(Guid placement, string? unitMail, string? supervisorMail, string actor, CancellationToken cancellationToken) =>
        ActAsync(placement, actor, "placement.addresses", new { placement, unit = !string.IsNullOrWhiteSpace(unitMail), supervisor = !string.IsNullOrWhiteSpace(supervisorMail) }, async (transaction, found) =>
        {
            var (unit, supervisor) = (Find(unitMail), Find(supervisorMail));
            if (!unit.IsGood || !supervisor.IsGood || (unit.Address ?? supervisor.Address) is null)
                return PlacementTexts.NotAnAddress();

            await ExecuteAsync(
                transaction,
                """
                update placement
                set unit_email = coalesce(@unit, unit_email),
                    supervisor_email = coalesce(@supervisor, supervisor_email)
                where id = @placement
                """,
                new { placement, unit = unit.Address, supervisor = supervisor.Address },
                cancellationToken);
            await addresses.GoOnAsync(transaction, [found.Case], cancellationToken);
            return PlacementTexts.Given();
        }, cancellationToken);

    private static (bool IsGood, string? Address) Find(string? text) =>
        string.IsNullOrWhiteSpace(text) ? (true, null) : MailCell.Find(text.Trim()) is { } address ? (true, address) : (false, null);

    private static Task<int> ExecuteAsync(NpgsqlTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private async Task<PlacementResult> ActAsync(
        Guid placement, string actor, string action, object facts, Func<NpgsqlTransaction, Found, Task<PlacementResult>> act, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(transaction, placement, cancellationToken) is not { } found)
            return PlacementTexts.Unknown();

        await engine.LockAsync(transaction, [found.Case], cancellationToken);
        var result = await act(transaction, found);
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, action, new CaseId(found.Case), Student: null, result is PlacementResult.Refused refused ? new { placement, refused = refused.Code } : facts)],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static async Task<Found?> FindAsync(NpgsqlTransaction transaction, Guid placement, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<Found>(new CommandDefinition(
            """
            select c.id as "case", placement.unit_kind as kind
            from placement
            join student_case c on c.enrolment_id = placement.enrolment_id
            where placement.id = @placement
            and c.closed_at is null
            """,
            new { placement },
            transaction,
            cancellationToken: cancellationToken));

    private sealed record Found(Guid Case, string Kind);
}

using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Placements;
using RsCard.Students.Stations;
using RsCard.Students.Students;

namespace RsCard.Students.Status;

/// <summary>The student's page: found by the token of a mail. Unknown, expired and revoked answer alike, and looking changes nothing.</summary>
public sealed class StatusDesk(NpgsqlDataSource database, CaseBook cases, StationBook stations, PlacementBook placements, UnitDesk units, AuditTrail audit, TimeProvider clock)
{
    /// <returns>Null for a token that is unknown, expired, revoked, or whose student was erased.</returns>
    public async Task<StudentStatus?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindCaseAsync(connection, token, cancellationToken) is not { } caseId
            || await cases.FindViewAsync(caseId, cancellationToken) is not { Person: { } person } view)
            return null;

        var hasRead = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from status_read where case_id = @caseId)",
            new { caseId },
            cancellationToken: cancellationToken));
        return new StudentStatus(
            caseId,
            person.GivenName,
            view.RsId,
            StageOf(view),
            view.Card,
            view.Placement,
            view.FirstDay,
            view.LastDay,
            await stations.ListAsync(cancellationToken),
            person.Language,
            hasRead,
            view.Parked?.Since,
            person.PersonalNumber is not { } number || PersonalNumber.FromDigits(number).IsCoordinationNumber)
        {
            Steps = view.Steps,
            IsSentHome = view.IsSentHome,
        };
    }

    /// <summary>The case whose student shows a code at the counter.</summary>
    /// <param name="hash">As <see cref="CounterCode.FindHash"/> reads it.</param>
    /// <returns>Null for one that is unknown, expired or revoked.</returns>
    public async Task<CaseId?> FindByCodeAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindCaseAsync(connection, hash, cancellationToken);
    }

    /// <summary>The student has pressed 'I have read this' (D-63). May be pressed twice.</summary>
    /// <returns>False for a token that doesn't count.</returns>
    public async Task<bool> ConfirmReadAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindCaseAsync(connection, token, cancellationToken) is not { } caseId)
            return false;

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into status_read (case_id, read_at)
            values (@caseId, @now)
            on conflict do nothing
            """,
            new { caseId, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(transaction, [new AuditEvent("student", "status.read", caseId, Student: null, new { })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The student says where unit or supervisor are to be written to, where nobody has said it yet (D-15).</summary>
    /// <returns>Null for a token that doesn't count, and for another student's placement.</returns>
    public async Task<PlacementResult?> GiveAddressesAsync(string token, Guid placement, string? unitMail, string? supervisorMail, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindCaseAsync(connection, token, cancellationToken) is not { } caseId
            || (await placements.ListAsync(caseId, cancellationToken)).FirstOrDefault(one => one.Id == placement) is not { } known)
            return null;

        return await units.GiveAddressesAsync(
            placement, known.LacksUnitMail ? unitMail : null, known.LacksSupervisorMail ? supervisorMail : null, "student", cancellationToken);
    }

    private async Task<CaseId?> FindCaseAsync(NpgsqlConnection connection, string token, CancellationToken cancellationToken) =>
        StatusLink.FindHash(token) is { } hash ? await FindCaseAsync(connection, hash, cancellationToken) : null;

    private async Task<CaseId?> FindCaseAsync(NpgsqlConnection connection, byte[] hash, CancellationToken cancellationToken)
    {
        var caseId = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select case_id
            from status_link
            where token_hash = @hash
            and revoked_at is null
            and expires_at > @now
            """,
            new { hash, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
        return caseId is { } id ? new CaseId(id) : null;
    }

    private static StudentStage StageOf(CaseView view) => view switch
    {
        { ClosedAt: not null } => StudentStage.Closed,
        _ when view.Steps.Any(step => step.DefinitionId == "review") => StudentStage.Review,
        _ when view.Steps.Any(step => step.DefinitionId == "reserve-card") => StudentStage.ReserveCard,
        _ when view.Steps.Any(step => step is { DefinitionId: "reserve-card-renewal", ActivityId: "renewal" }) => StudentStage.Renewal,
        { Card: { } card } when card.State is CardState.Expected or CardState.AtStation && view.Steps.Any(step => step.ActivityId == AwaitPickup.Signal) => StudentStage.Pickup,
        { Card: { } card } when CardState.IsOnItsWay(card.State) => StudentStage.Month,

        // Also when a card was lost, is damaged or ends: the new one begins with a photo.
        _ when view.Steps.Any(step => step is { DefinitionId: "photo", ActivityId: "photo" }) => StudentStage.Photo,
        { Card.State: CardState.HandedOver or CardState.Suspended } => StudentStage.Ready,
        _ when view.Steps.Any(step => step.DefinitionId == "photo") => StudentStage.Photo,
        { RsId: not null } => StudentStage.Ready,

        // Reviewed, and without an entry of ours: an employee who uses the own card (D-8).
        { Steps.Count: > 0 } when !view.Steps.Any(step => step.DefinitionId is "directory-entry" or "passport-copy") => StudentStage.Ready,
        _ => StudentStage.Review,
    };
}

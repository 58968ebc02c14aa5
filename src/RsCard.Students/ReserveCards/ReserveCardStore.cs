using Dapper;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.ReserveCards;

/// <summary>Reserve cards and their certificates in the database (D-23, D-24).</summary>
public sealed class ReserveCardStore(StudentKeys studentKeys, TimeProvider clock)
{
    /// <summary>What a case and its student say about reserve cards; null for a case that there isn't.</summary>
    internal async Task<ReserveCase?> FindCaseAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<ReserveCase>(new CommandDefinition(
            """
            select
                e.student_id,
                c.path,
                c.closed_at is not null or c.ending_at is not null as is_over,
                coalesce(
                    (
                        select max(own.last_day)
                        from enrolment own
                        join student_case open_case on open_case.enrolment_id = own.id
                        where own.student_id = e.student_id
                        and open_case.closed_at is null
                        and open_case.ending_at is null),
                    e.last_day) as last_day_of_education
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The student's newest reserve card that is in their hands; null where there is none.</summary>
    internal async Task<HeldReserveCard?> FindHeldAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<HeldReserveCard>(new CommandDefinition(
            """
            select card.id, card.serial, card.valid_to, (select count(*)::int from card_certificate where card_id = card.id) as certificates
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join card on card.student_id = e.student_id
            where c.id = @caseId
            and card.kind = 'reserve'
            and card.state = 'handed-over'
            order by card.issued_on desc, card.id desc
            limit 1
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The card out of the stock and into the student's hands, with its first certificate.</summary>
    internal async Task IssueAsync(
        NpgsqlTransaction transaction, CaseId caseId, ReserveCase of, string station, string serial, ReserveHandOver handOver, DateOnly validTo, string actor, CancellationToken cancellationToken)
    {
        var student = new StudentId(of.StudentId);
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [student], cancellationToken);
        var id = Id.New<CardId>();
        var today = clock.Today();
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into card (
                id, student_id, case_id, kind, state, station_code, issued_on, handed_over_on, valid_to, serial, pickup_document,
                pickup_document_valid_to, companion_sealed, companion_document, companion_document_valid_to)
            values (
                @id, @student, @caseId, 'reserve', 'handed-over', @station, @today, @today, @validTo, @serial, @Kind, @ValidToOfDocument,
                @companion, @companionKind, @companionValidTo)
            """,
            new
            {
                id,
                student,
                caseId,
                station,
                today,
                validTo,
                serial,
                handOver.Document.Kind,
                validToOfDocument = handOver.Document.ValidTo,
                companion = handOver.Companion is { } companion ? keyring.Seal(student, new CompanionName(companion.Name.Trim())) : null,
                companionKind = handOver.Companion?.Document.Kind,
                companionValidTo = handOver.Companion?.Document.ValidTo,
            },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update reserve_card_stock set card_id = @id where serial = @serial",
            new { id, serial },
            transaction,
            cancellationToken: cancellationToken));
        await CertifyAsync(transaction, id, number: 1, validTo, fromState: null, "issued from the stock", actor, cancellationToken);
    }

    /// <summary>Another certificate on a card that the student holds.</summary>
    internal async Task RenewAsync(NpgsqlTransaction transaction, HeldReserveCard card, DateOnly validTo, string actor, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update card set valid_to = @validTo where id = @Id",
            new { card.Id, validTo },
            transaction,
            cancellationToken: cancellationToken));
        await CertifyAsync(transaction, new CardId(card.Id), card.Certificates + 1, validTo, CardState.HandedOver, "certificate renewed", actor, cancellationToken);
    }

    private async Task CertifyAsync(
        NpgsqlTransaction transaction, CardId card, int number, DateOnly validTo, string? fromState, string reason, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            with certified as (
                insert into card_certificate (card_id, number, issued_on, valid_to, recorded_by, recorded_at)
                values (@card, @number, @today, @validTo, @actor, @now)
            )
            insert into card_event (card_id, from_state, to_state, actor, at, reason)
            values (@card, @fromState, 'handed-over', @actor, @now, @reason)
            """,
            new { card, number, validTo, fromState, reason, actor, today = clock.Today(), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The companion's name as it is sealed.</summary>
    private sealed record CompanionName(string Name)
    {
        public override string ToString() => "CompanionName (not shown)";
    }
}

/// <param name="LastDayOfEducation">Of the student's open cases the last day that is latest (D-3).</param>
internal sealed record ReserveCase(Guid StudentId, string Path, bool IsOver, DateOnly LastDayOfEducation);

/// <param name="Certificates">How many it has had.</param>
internal sealed record HeldReserveCard(Guid Id, string Serial, DateOnly ValidTo, int Certificates);

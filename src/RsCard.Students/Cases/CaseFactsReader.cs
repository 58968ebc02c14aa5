using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>Loads the facts of many cases with two queries: the cases, and their placements.</summary>
internal static class CaseFactsReader
{
    public static async Task<Dictionary<Guid, CaseFacts>> LoadAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken)
    {
        var parameters = new { cases = cases.ToArray(), rsIdMails = MailCatalogue.RsIdMails, breakBegun = nameof(MailKind.BreakBegun) };
        var rows = await transaction.Connection!.QueryAsync<Row>(new CommandDefinition(
            """
            select
                c.id,
                c.path,
                c.ending_at is not null as is_ending,
                c.ended_in_break,
                exists (
                    select
                    from workflow.parked_case
                    join mail on mail.case_id = parked_case.correlation_id
                    where parked_case.correlation_id = c.id
                    and mail.kind = @breakBegun
                    and mail.composed_at >= parked_case.since) as told_of_break,
                e.student_id,
                e.first_day,
                e.last_day,
                decision.decision,
                exists (select from mail where mail.student_id = e.student_id and mail.kind = any(@rsIdMails) and mail.state = 'sent') as mailed_rs_id,
                card.id as card_id,
                card.case_id as card_case_id,
                card.kind as card_kind,
                card.state as card_state,
                card.photo_on,
                card.expected_on,
                card.valid_to as card_valid_to,
                card.lost_at is not null as card_is_lost,
                exists (
                    select
                    from name_change
                    where student_id = e.student_id
                    and name_change.decision = 'approved'
                    and decided_at > (select min(at) from card_event where card_id = card.id)) as card_has_old_name,
                coalesce(entry.card_state, note.state) as directory_card_state,
                case when entry.card_state is null then note.has_photo else entry.card_has_photo end as card_has_photo,
                case when entry.card_state is null then note.valid_to else entry.card_valid_to end as directory_card_valid_to,
                case when entry.card_state is null then note.has_same_name else entry.card_has_same_name end as card_has_same_name,
                copy.decision as copy_decision,
                copy.passport_valid_to as copied_passport_valid_to,
                not exists (
                    select
                    from enrolment longer
                    join student_case longer_case on longer_case.enrolment_id = longer.id
                    where longer.student_id = e.student_id
                    and (longer.last_day, longer_case.id) > (e.last_day, c.id)
                    and longer_case.closed_at is null
                    and longer_case.ending_at is null) as is_longest,
                (select decision from name_change where case_id = c.id order by reported_at desc, id desc limit 1) as name_decision,
                exists (
                    select
                    from enrolment other
                    join student_case other_case on other_case.enrolment_id = other.id
                    where other.student_id = e.student_id
                    and other.id <> e.id
                    and other_case.closed_at is null
                    and other_case.ending_at is null) as has_other_case,
                student.hired_at is not null as is_hired,
                exists (select from workflow.bookmark where correlation_id = c.id and kind = 'signal' and name = 'photo') as awaits_photo,
                coalesce((select reason from review_reason where case_id = c.id order by noted_at desc limit 1) = 'renewal', false) as is_renewal
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join student on student.id = e.student_id
            left join directory_entry entry on entry.student_id = e.student_id
            left join card_note note on note.student_id = e.student_id
            left join lateral (
                select decision, passport_valid_to
                from passport_copy
                where student_id = e.student_id
                order by uploaded_at desc, id desc
                limit 1
            ) copy on true
            left join lateral (
                select decision
                from review_decision
                where case_id = c.id
                order by id desc
                limit 1
            ) decision on true
            left join lateral (
                select *
                from card
                where student_id = e.student_id
                and state not in ('cancelled', 'destroyed')
                order by coalesce(photo_on, issued_on) desc nulls last, id desc
                limit 1
            ) card on true
            where c.id = any(@cases)
            """,
            parameters,
            transaction,
            cancellationToken: cancellationToken));
        var placements = (await transaction.Connection!.QueryAsync<PlacementRow>(new CommandDefinition(
            """
            select
                c.id as case_id,
                placement.id,
                placement.unit,
                placement.unit_kind,
                placement.first_day,
                placement.last_day,
                placement.unit_email is not null as has_unit_mail,
                placement.supervisor_email is not null as has_supervisor_mail,
                placement.vdi_ordered_at is not null as is_vdi_ordered,
                placement.received_at is not null as is_received,
                placement.process_started_at
            from student_case c
            join placement on placement.enrolment_id = c.enrolment_id
            where c.id = any(@cases)
            order by c.id, placement.first_day, placement.id
            """,
            parameters,
            transaction,
            cancellationToken: cancellationToken))).ToLookup(row => row.CaseId, row => row.ToFacts());
        return rows.ToDictionary(row => row.Id, row => row.ToFacts([.. placements[row.Id]]));
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Path { get; init; } = "";

        public bool IsEnding { get; init; }

        public bool EndedInBreak { get; init; }

        public bool ToldOfBreak { get; init; }

        public Guid StudentId { get; init; }

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public string? Decision { get; init; }

        public bool MailedRsId { get; init; }

        public Guid? CardId { get; init; }

        public Guid? CardCaseId { get; init; }

        public string? CardKind { get; init; }

        public string? CardState { get; init; }

        public DateOnly? PhotoOn { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public DateOnly? CardValidTo { get; init; }

        public bool? CardIsLost { get; init; }

        public bool CardHasOldName { get; init; }

        public string? DirectoryCardState { get; init; }

        public bool? CardHasPhoto { get; init; }

        public DateOnly? DirectoryCardValidTo { get; init; }

        public bool? CardHasSameName { get; init; }

        public string? CopyDecision { get; init; }

        public DateOnly? CopiedPassportValidTo { get; init; }

        public bool IsLongest { get; init; }

        public string? NameDecision { get; init; }

        public bool HasOtherCase { get; init; }

        public bool IsHired { get; init; }

        public bool AwaitsPhoto { get; init; }

        public bool IsRenewal { get; init; }

        public CaseFacts ToFacts(IReadOnlyList<PlacementFacts> placements) => new(
            new CaseId(Id),
            new StudentId(StudentId),
            Path,
            FirstDay,
            LastDay,
            Decision,
            MailedRsId,
            CardId is { } card && CardCaseId is { } cardCase ? new CardFacts(card, new CaseId(cardCase), CardKind ?? "", CardState ?? "", PhotoOn, ExpectedOn, CardValidTo, CardIsLost ?? false, CardHasOldName) : null,
            DirectoryCardState is { } state ? new DirectoryCardFacts(state, CardHasPhoto ?? false, DirectoryCardValidTo, CardHasSameName ?? false) : null,
            placements,
            CopyDecision,
            NameDecision,
            HasOtherCase,
            IsHired,
            IsEnding,
            AwaitsPhoto,
            IsRenewal)
        {
            CopiedPassportValidTo = CopiedPassportValidTo,
            IsLongest = IsLongest,
            EndedInBreak = EndedInBreak,
            ToldOfBreak = ToldOfBreak,
        };
    }

    private sealed class PlacementRow
    {
        public Guid CaseId { get; init; }

        public Guid Id { get; init; }

        public string Unit { get; init; } = "";

        public string UnitKind { get; init; } = "";

        public DateOnly? FirstDay { get; init; }

        public DateOnly? LastDay { get; init; }

        public bool HasUnitMail { get; init; }

        public bool HasSupervisorMail { get; init; }

        public bool IsVdiOrdered { get; init; }

        public bool IsReceived { get; init; }

        public DateTimeOffset? ProcessStartedAt { get; init; }

        public PlacementFacts ToFacts() => new(
            Id, UnitKind, FirstDay, LastDay, HasUnitMail, HasSupervisorMail, IsVdiOrdered, IsReceived, ProcessStartedAt is { } at ? StockholmTime.DayOf(at) : null) { Unit = Unit };
    }
}

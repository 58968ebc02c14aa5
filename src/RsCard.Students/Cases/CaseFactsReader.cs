using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Mail;

namespace RsCard.Students.Cases;

/// <summary>Loads the facts of many cases with one query.</summary>
internal static class CaseFactsReader
{
    public static async Task<Dictionary<Guid, CaseFacts>> LoadAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken)
    {
        var rows = await transaction.Connection!.QueryAsync<Row>(new CommandDefinition(
            """
            select
                c.id,
                e.student_id,
                e.first_day,
                e.last_day,
                decision.decision,
                exists (select from mail where mail.student_id = e.student_id and mail.kind = any(@rsIdMails) and mail.state = 'sent') as mailed_rs_id,
                card.case_id as card_case_id,
                card.state as card_state,
                card.photo_on,
                card.expected_on,
                card.valid_to as card_valid_to,
                entry.card_state as directory_card_state,
                entry.card_has_photo,
                entry.card_valid_to as directory_card_valid_to,
                entry.card_has_same_name,
                placement.unit_kind,
                placement.first_day as placement_first_day
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            left join directory_entry entry on entry.student_id = e.student_id
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
                order by photo_on desc, id desc
                limit 1
            ) card on true
            left join lateral (
                select unit_kind, first_day
                from placement
                where enrolment_id = e.id
                order by unit_kind = 'private' desc, first_day
                limit 1
            ) placement on true
            where c.id = any(@cases)
            """,
            new { cases = cases.ToArray(), rsIdMails = MailCatalogue.RsIdMails },
            transaction,
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Id, row => row.ToFacts());
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public string? Decision { get; init; }

        public bool MailedRsId { get; init; }

        public Guid? CardCaseId { get; init; }

        public string? CardState { get; init; }

        public DateOnly? PhotoOn { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public DateOnly? CardValidTo { get; init; }

        public string? DirectoryCardState { get; init; }

        public bool? CardHasPhoto { get; init; }

        public DateOnly? DirectoryCardValidTo { get; init; }

        public bool? CardHasSameName { get; init; }

        public string? UnitKind { get; init; }

        public DateOnly? PlacementFirstDay { get; init; }

        public CaseFacts ToFacts() => new(
            new CaseId(Id),
            new StudentId(StudentId),
            FirstDay,
            LastDay,
            Decision,
            MailedRsId,
            CardCaseId is { } cardCase && PhotoOn is { } photo && ExpectedOn is { } expected
                ? new CardFacts(new CaseId(cardCase), CardState ?? "", photo, expected, CardValidTo)
                : null,
            DirectoryCardState is { } state ? new DirectoryCardFacts(state, CardHasPhoto ?? false, DirectoryCardValidTo, CardHasSameName ?? false) : null,
            UnitKind is { } kind ? new PlacementFacts(kind, PlacementFirstDay) : null);
    }
}

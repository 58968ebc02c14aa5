using Dapper;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.ReserveCards;
using RsCard.Students.Review;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>What we know of a student when a row about them comes.</summary>
/// <param name="CardBeforeValidTo">Of a card from before us, as the HSA team noted it or the directory had it when we last looked (D-8, D-16).</param>
public sealed record KnownStudent(StudentId Id, Person? Person, IReadOnlyList<KnownEnrolment> Enrolments, DateOnly? CardValidTo, bool HasCardOnItsWay, DateOnly? CardBeforeValidTo = null)
{
    /// <summary>The enrolment in a programme, whose name may be written in other case from list to list.</summary>
    public KnownEnrolment? Find(string institution, string? programme) =>
        Enrolments.FirstOrDefault(own => own.Institution == institution && string.Equals(own.Programme, programme, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"Known student {Id}";
}

/// <param name="Decision">The latest of the review, or null.</param>
/// <param name="IsInReview">The HSA team or the administrator has the turn.</param>
/// <param name="IsAsked">The administrator owes an answer.</param>
/// <param name="IsOver">The case is closed (ended, rejected or withdrawn), or does nothing any more but end.</param>
/// <param name="IsTakenBack">The list that opened the case was taken back: as if it had never been sent.</param>
/// <param name="EntryWasProved">The student's entry stood in the directory when we last looked.</param>
/// <param name="Path">One of <see cref="CasePath"/>.</param>
/// <param name="AwaitsReserveCard">The student is to fetch a reserve card (D-28).</param>
public sealed record KnownEnrolment(
    EnrolmentId Id,
    CaseId Case,
    string Institution,
    string Programme,
    DateOnly FirstDay,
    DateOnly LastDay,
    string? Decision,
    bool IsInReview,
    bool IsAsked,
    bool AwaitsPhoto,
    bool IsOver,
    bool EntryWasProved,
    string Path = CasePath.Service,
    bool AwaitsReserveCard = false,
    bool IsTakenBack = false);

/// <summary>Loads what is known of many people at once.</summary>
public sealed class KnownStudents(StudentStore students)
{
    /// <returns>By the text of <see cref="StudentStore.HashOf"/>; only those who are known.</returns>
    public async Task<Dictionary<string, KnownStudent>> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<Person> people, CancellationToken cancellationToken)
    {
        var ids = await students.FindAsync(connection, people, cancellationToken);
        var persons = await students.LoadAsync(connection, ids.Values, cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                e.id,
                e.student_id,
                c.id as case_id,
                e.institution_code,
                e.programme,
                e.first_day,
                e.last_day,
                c.closed_at is not null or c.ending_at is not null as is_over,
                coalesce(c.outcome = 'taken-back', false) as is_taken_back,
                c.path,
                entry.student_id is not null and not entry.closed as entry_was_proved,
                (select decision from review_decision where case_id = c.id order by id desc limit 1) as decision,
                array(select name from workflow.bookmark where correlation_id = c.id and kind = 'signal') as open_signals
            from enrolment e
            join student_case c on c.enrolment_id = e.id
            left join directory_entry entry on entry.student_id = e.student_id
            where e.student_id = any(@ids)
            """,
            new { ids = ids.Values.Select(id => id.Value).ToArray() },
            cancellationToken: cancellationToken))).ToLookup(row => new StudentId(row.StudentId));
        var cards = (await connection.QueryAsync<(Guid StudentId, string State, DateOnly? ValidTo)>(new CommandDefinition(
            """
            -- What a reserve card's certificate needs is seen to by its own renewals (D-24), not by lists (D-30).
            select distinct on (student_id) student_id, state, case when kind = 'service' then valid_to end as valid_to
            from card
            where student_id = any(@ids)
            and state in ('applied', 'expected', 'at-station', 'handed-over')
            order by student_id, coalesce(photo_on, issued_on) desc nulls last
            """,
            new { ids = ids.Values.Select(id => id.Value).ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(card => new StudentId(card.StudentId));
        var before = (await connection.QueryAsync<(Guid StudentId, DateOnly? ValidTo)>(new CommandDefinition(
            """
            select distinct student_id, valid_to
            from card_before
            where student_id = any(@ids)
            """,
            new { ids = ids.Values.Select(id => id.Value).ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(card => new StudentId(card.StudentId), card => card.ValidTo);
        return ids.ToDictionary(pair => pair.Key, pair =>
        {
            var (_, state, validTo) = cards.GetValueOrDefault(pair.Value);
            return new KnownStudent(
                pair.Value,
                persons.GetValueOrDefault(pair.Value)?.Person,
                [.. rows[pair.Value].Select(row => row.ToEnrolment())],
                validTo,
                state is not null && CardState.IsOnItsWay(state),
                before.GetValueOrDefault(pair.Value));
        });
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public Guid CaseId { get; init; }

        public string InstitutionCode { get; init; } = "";

        public string Programme { get; init; } = "";

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public bool IsOver { get; init; }

        public bool IsTakenBack { get; init; }

        public bool EntryWasProved { get; init; }

        public string Path { get; init; } = "";

        public string? Decision { get; init; }

        public string[] OpenSignals { get; init; } = [];

        public KnownEnrolment ToEnrolment() => new(
            new EnrolmentId(Id),
            new CaseId(CaseId),
            InstitutionCode,
            Programme,
            FirstDay,
            LastDay,
            Decision,
            OpenSignals.Contains(AwaitReview.Signal) || OpenSignals.Contains(AwaitAnswer.Signal),
            OpenSignals.Contains(AwaitAnswer.Signal),
            OpenSignals.Contains(AwaitPhoto.Signal),
            IsOver,
            EntryWasProved,
            Path,
            OpenSignals.Contains(AwaitReserveCard.Signal),
            IsTakenBack);
    }
}

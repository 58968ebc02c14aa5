using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;

namespace RsCard.Students.Passports;

/// <summary>
/// Erases the content of copies that nobody needs any more: the card was handed over after they came, or no case of the student waits
/// for one (D-25). That a copy was verified, by whom and when, stays.
/// </summary>
public sealed class PassportCopyErasure(AuditTrail audit, TimeProvider clock)
{
    /// <param name="cases">Cases of the students to look at; null: all that there are.</param>
    /// <returns>How many copies were erased. May be called as often as one likes.</returns>
    public async Task<int> EraseAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseId>? cases, CancellationToken cancellationToken)
    {
        var erased = (await transaction.Connection!.QueryAsync<(Guid Id, Guid Student, Guid Case)>(new CommandDefinition(
            """
            update passport_copy copy
            set content_sealed = null,
                erased_at = @now
            where copy.content_sealed is not null
            and (@cases::uuid[] is null or copy.student_id in (
                select e.student_id
                from student_case c
                join enrolment e on e.id = c.enrolment_id
                where c.id = any(@cases)))
            and (
                exists (
                    select
                    from card
                    where card.student_id = copy.student_id
                    and card.handed_over_on >= (copy.uploaded_at at time zone 'Europe/Stockholm')::date)
                or not exists (
                    select
                    from enrolment e
                    join student_case c on c.enrolment_id = e.id
                    where e.student_id = copy.student_id
                    and c.path = 'foreign'
                    and c.closed_at is null
                    and c.ending_at is null))
            returning copy.id, copy.student_id, copy.case_id
            """,
            new { now = clock.GetUtcNow(), cases = cases?.Select(id => id.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await audit.WriteAsync(
            transaction,
            [.. erased.Select(copy => new AuditEvent("system", "copy.erased", new CaseId(copy.Case), new StudentId(copy.Student), new { copy = copy.Id }))],
            cancellationToken);
        return erased.Count;
    }
}

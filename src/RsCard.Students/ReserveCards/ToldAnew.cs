using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// A student with several cases is told once that the certificate ends, by the case that lasts longest (D-24). When that one ends before the
/// certificate is renewed, its mail and its link mean nothing any more: the next longest tells the student anew.
/// </summary>
internal sealed class ToldAnew(WorkItemQueue queue)
{
    /// <param name="ended">Cases that have begun to end, or were closed, in this transaction.</param>
    public async Task TellAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> ended, CancellationToken cancellationToken)
    {
        var toTell = await transaction.Connection!.QueryAsync<(Guid Case, Guid Student)>(new CommandDefinition(
            """
            select distinct on (e.student_id) c.id, e.student_id
            from student_case gone
            join enrolment its on its.id = gone.enrolment_id
            join enrolment e on e.student_id = its.student_id
            join student_case c on c.enrolment_id = e.id
            join workflow.bookmark on bookmark.correlation_id = c.id
            where gone.id = any(@ended)
            and c.id <> all(@ended)
            and c.closed_at is null
            and c.ending_at is null
            and bookmark.kind = 'signal'
            and bookmark.name = @signal
            and exists (select from mail where case_id = gone.id and kind = @told and composed_at > bookmark.since - interval '60 days')
            and not exists (select from mail where case_id = c.id and kind = @told and composed_at > bookmark.since - interval '60 days')
            order by e.student_id, e.last_day desc, c.id desc
            """,
            new { ended = ended.ToArray(), signal = AwaitRenewal.Signal, told = nameof(MailKind.ReserveCardExpiring) },
            transaction,
            cancellationToken: cancellationToken));
        await queue.EnqueueManyAsync(
            transaction,
            [
                .. toTell.Select(row => new NewWorkItem(
                    MailHandler.WorkKind, new StudentId(row.Student).ToString(), JsonSerializer.Serialize(new MailOrder(nameof(MailKind.ReserveCardExpiring), new CaseId(row.Case))), row.Case)),
            ],
            cancellationToken);
    }
}

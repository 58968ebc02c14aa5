using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>What waits for a student, or for the administrators of an institution: all of it, so that one mail is enough (D-64).</summary>
public sealed class MailStepsReader(WorkflowEngine engine, DigestReader digests)
{
    /// <summary>A mail with more lines than these isn't read.</summary>
    private const int MostSteps = 60;

    /// <param name="audience">The student: the student's own steps. The administrator: what the institution of the case is to know.</param>
    /// <returns>The oldest first.</returns>
    public async Task<IReadOnlyList<MailStep>> ReadAsync(NpgsqlConnection connection, MailAudience audience, CaseId caseId, CancellationToken cancellationToken)
    {
        if (audience == MailAudience.Student)
            return await OfStudentAsync(connection, caseId, cancellationToken);

        var institution = await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            "select institution_code from enrolment e join student_case c on c.enrolment_id = e.id where c.id = @caseId",
            new { caseId },
            cancellationToken: cancellationToken));
        var all = await digests.ReadAsync(connection, institution ?? "", cancellationToken);
        var items = await DigestMemory.OfNewestAsync(connection, InstitutionDigests.ReaderOf(institution ?? ""), all, cancellationToken);
        var shown = items.Take(MostSteps).Select(item => new MailStep(item.Swedish, item.English, item.Since, item.Whose)).ToList();
        if (items.Count > MostSteps)
            shown.Add(new MailStep($"Och {items.Count - MostSteps} till", $"And {items.Count - MostSteps} more", items[^1].Since, null));
        return shown;
    }

    private async Task<IReadOnlyList<MailStep>> OfStudentAsync(NpgsqlConnection connection, CaseId caseId, CancellationToken cancellationToken)
    {
        var cases = await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select other.id
            from student_case c
            join enrolment own on own.id = c.enrolment_id
            join enrolment e on e.student_id = own.student_id
            join student_case other on other.enrolment_id = e.id
            where c.id = @caseId
            and other.closed_at is null
            and not exists (select from workflow.parked_case where correlation_id = other.id)
            """,
            new { caseId },
            cancellationToken: cancellationToken));
        var steps =
            from step in await engine.OpenStepsAsync(connection, [.. cases], cancellationToken)
            where step.Owner == Owners.Student
            from shown in OpenSteps.Of([step])
            orderby shown.Since
            select new MailStep(shown.Swedish, shown.English, StockholmTime.DayOf(shown.Since), null);
        return [.. steps];
    }
}

using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>Where a case stands in the database.</summary>
/// <param name="Open">Activities that wait, by name, with blanks between.</param>
/// <param name="Mails">Kinds of the mails that were sent.</param>
internal sealed record CaseFound(Guid Case, string? Outcome, string? Card, string Open, long Running, string Mails);

/// <summary>Every case is where it should be.</summary>
internal static class CaseCheck
{
    public static Task<IEnumerable<CaseFound>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QueryAsync<CaseFound>(new CommandDefinition(
            """
            select
                student_case.id as "case",
                student_case.outcome,
                (select max(card.state) from card where card.student_id = enrolment.student_id) as card,
                coalesce((select string_agg(activity_id, ' ' order by activity_id) from workflow.bookmark where correlation_id = student_case.id), '') as open,
                (select count(*) from workflow.instance where correlation_id = student_case.id and status = 'suspended') as running,
                coalesce((select string_agg(kind, ' ' order by kind) from mail where case_id = student_case.id and state = 'sent'), '') as mails
            from student_case
            join enrolment on enrolment.id = student_case.enrolment_id
            """,
            cancellationToken: cancellationToken));

    public static IEnumerable<string> Judge(Student student, CaseFound found)
    {
        var outcome = student.Fate switch
        {
            Fate.Ended => "ended",
            Fate.Rejected => "rejected",
            Fate.Withdrawn => "withdrawn",
            _ => null,
        };
        if (found.Outcome != outcome)
            yield return $"{student}: case {found.Case} has the outcome {found.Outcome ?? "none"}";
        string[] open = outcome is null ? ["periodEnd", "wait", "withdrawal"] : [];

        // A placement of which nobody has the addresses goes on beside it.
        string[] beside = student.Fate == Fate.HasCardAndPlacement ? ["checklist", "over", "supervisorAddress", "unitAddress", "vdi"] : [];
        var waits = found.Open.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!waits.Except(beside).SequenceEqual(open) || (found.Running != (outcome is null ? 2 : 0) && beside.Length == 0))
            yield return $"{student}: case {found.Case} waits at '{found.Open}' in {found.Running} instances";
        if (outcome is null && found.Card != "handed-over")
            yield return $"{student}: the card is {found.Card ?? "not ordered"}";
        foreach (var problem in MailProblems(student.Fate, found.Mails))
            yield return $"{student}: {problem}; sent were {found.Mails}";
    }

    private static IEnumerable<string> MailProblems(Fate fate, string mails)
    {
        var counts = mails.Split(' ', StringSplitOptions.RemoveEmptyEntries).CountBy(kind => kind).ToDictionary();
        var arrives = fate is Fate.HasCard or Fate.HasCardAndPlacement;
        foreach (var (kind, least, most) in new[]
        {
            ("RsId", fate is Fate.Rejected or Fate.Withdrawn ? 0 : 1, fate == Fate.Rejected ? 0 : 1),
            ("CardReady", arrives ? 1 : 0, fate == Fate.Rejected ? 0 : 1),
            ("RowRejected", fate == Fate.Rejected ? 1 : 0, fate == Fate.Rejected ? 1 : 0),

            // A reminder whose day has passed before it could be sent isn't sent.
            ("PlacementReminder", 0, fate == Fate.HasCardAndPlacement ? 3 : 0),
            ("PlacementLastDayPassed", 0, fate == Fate.HasCardAndPlacement ? 1 : 0),
            ("UnitAddressMissing", 0, fate == Fate.HasCardAndPlacement ? 1 : 0),
            ("VdiMissing", 0, fate == Fate.HasCardAndPlacement ? 1 : 0),
            ("VdiMissingHsa", 0, fate == Fate.HasCardAndPlacement ? 1 : 0),
            ("Withdrawn", 0, fate == Fate.Withdrawn ? 1 : 0),
            ("CardReturn", 0, fate is Fate.Ended or Fate.Withdrawn ? 1 : 0),
        })
        {
            counts.Remove(kind, out var count);
            if (count < least || count > most)
                yield return $"{count} mails {kind}";
        }

        foreach (var kind in counts.Keys)
            yield return $"a mail {kind}";
    }
}

using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.DirectorySync;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.WorkItems;
using Spectre.Console;

namespace RsCard.Students.Web.Demo;

/// <summary>What must hold when the story is told: counted in the database, the directory and the mailbox.</summary>
public sealed class DemoInvariants(NpgsqlDataSource database, IRegionDirectory directory, WorkerStatus workers, AuditSeals seals, MailOptions mailOptions)
{
    /// <summary>Prints the table.</summary>
    /// <returns>True when all hold.</returns>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var given = (await connection.QueryAsync<string>(new CommandDefinition("select value from identifier where kind = 'rsid'", cancellationToken: cancellationToken))).ToList();
        var entries = (await directory.FindAsync([.. given.Select(EntryKey.RsId)], cancellationToken)).Where(entry => entry.Branch == DirectoryBranch.Students).ToList();
        var counts = await workers.GetAsync(cancellationToken);
        var audit = await seals.CheckAsync(cancellationToken);
        var sent = await CountAsync(connection, "select count(*) from mail where state = 'sent'", cancellationToken);
        IReadOnlyList<(string Name, long Expected, long Found)> checks =
        [
            ("Entries in the student branch = approved students", await CountAsync(connection, ApprovedStudents, cancellationToken), entries.Count),
            ("Each RSid is in one entry", given.Count, entries.Select(entry => entry.RsId).Distinct().Count()),
            ("Each RSid belongs to one student", given.Count, given.Distinct().Count()),
            ("Students with two mails with an RSid", 0, await CountAsync(connection, "select count(*) from (select from mail where kind in ('RsId', 'RsIdForeign', 'RsIdReserveCard') group by student_id having count(*) > 1) twice", cancellationToken)),
            ("Entered students without a mail that says so", 0, await CountAsync(connection, StudentsWithoutMail, cancellationToken)),
            ("Mails in the mailbox = mails noted as sent", sent, mailOptions.Transport == MailTransportKind.Pickup ? Directory.EnumerateFiles(Path.Combine(mailOptions.PickupFolder, "new")).Count() : sent),
            ("Cards handed over before a month", 0, await CountAsync(connection, "select count(*) from card where handed_over_on < photo_on + interval '1 month'", cancellationToken)),
            ("Cards handed over at another station than the photo's", 0, await CountAsync(connection, "select count(*) from audit_event where action = 'station.pickup' and facts->>'refused' is null and case_id not in (select case_id from card where handed_over_on is not null)", cancellationToken)),
            ("Protected rows that left anything but their number", 0, await CountAsync(connection, "select count(*) from submission_row where verdict = 'protected' and (cells_sealed is not null or student_id is not null)", cancellationToken)),
            ("Work that failed or is still due", 0, counts.Incidents + counts.DueTimers + counts.Kinds.Sum(kind => kind.Due + kind.Dead + kind.Leased + kind.WaitingForRetry)),
            ("Audit seals that don't hold", 0, audit.Whole ? 0 : 1),
        ];

        var table = new Table().Title("What must hold").AddColumns("", "expected", "found", "");
        foreach (var (name, expected, found) in checks)
            table.AddRow(Markup.Escape(name), $"{expected}", $"{found}", expected == found ? "[green]holds[/]" : "[red]BROKEN[/]");
        AnsiConsole.Write(table);
        return checks.All(check => check.Expected == check.Found);
    }

    private const string ApprovedStudents =
        """
        select count(distinct e.student_id)
        from student_case c
        join enrolment e on e.id = c.enrolment_id
        where (select decision from review_decision where case_id = c.id order by id desc limit 1) = 'approved'
        """;

    private const string StudentsWithoutMail =
        """
        select count(*)
        from directory_entry entry
        where not exists (
            select from mail
            where mail.student_id = entry.student_id
            and mail.kind in ('RsId', 'RsIdForeign', 'RsIdReserveCard', 'EnteredInRightBranch')
            and mail.state = 'sent')
        """;

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: cancellationToken));
}

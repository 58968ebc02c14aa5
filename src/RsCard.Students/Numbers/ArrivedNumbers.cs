using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Students;

namespace RsCard.Students.Numbers;

/// <summary>What becomes of a student who gets a Swedish personal number (D-53).</summary>
public enum NumberArrival
{
    Applied,

    /// <summary>No open case of the student waits for a number: it isn't on the path of those without one.</summary>
    NotOnThePath,

    /// <summary>Another student has the number already: a person must match them (D-3).</summary>
    AnothersNumber,

    /// <summary>The student has this number already.</summary>
    SameNumber,
}

/// <summary>
/// Gives students the number that has come: the person, the hashes that find them, the history with both numbers, and the cases'
/// way from then on. RSid, HSA-id and entry stay (D-53).
/// </summary>
public sealed class ArrivedNumbers(
    StudentStore students, StudentKeys studentKeys, WorkflowEngine engine, PassportCopyErasure copies, ProcessOptions process, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Numbers that a list has brought; they are the students' when the HSA team approves their cases.</summary>
    internal async Task NoteAsync(
        NpgsqlTransaction transaction, StudentKeyring keyring, IReadOnlyList<(CaseId Case, StudentId Student, string Number)> arrived, CancellationToken cancellationToken)
    {
        var kept = arrived.Where(one => keyring.Has(one.Student)).DistinctBy(one => one.Case).ToList();
        if (kept.Count == 0)
            return;

        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into arrived_number (case_id, student_id, number_sealed, noted_at)
            select case_id, student_id, sealed, @now
            from unnest(@cases, @students, @sealed) as new (case_id, student_id, sealed)
            on conflict (case_id) do update
            set number_sealed = excluded.number_sealed,
                noted_at = excluded.noted_at
            """,
            new
            {
                now = clock.GetUtcNow(),
                cases = kept.Select(one => one.Case.Value).ToArray(),
                students = kept.Select(one => one.Student.Value).ToArray(),
                @sealed = kept.Select(one => keyring.Seal(one.Student, new ArrivedNumber(one.Number))).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>The HSA team has decided on cases: a noted number of an approved one is the student's, of a rejected one forgotten.</summary>
    internal async Task DecideAsync(NpgsqlTransaction transaction, IReadOnlyList<(CaseId Case, bool Approved)> decided, string actor, CancellationToken cancellationToken)
    {
        var noted = (await transaction.Connection!.QueryAsync<(Guid Case, Guid Student, byte[] Sealed)>(new CommandDefinition(
            "delete from arrived_number where case_id = any(@cases) returning case_id, student_id, number_sealed",
            new { cases = decided.Select(one => one.Case.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        foreach (var (caseId, student, @sealed) in noted.Where(row => decided.Any(one => one.Approved && one.Case.Value == row.Case)))
        {
            var keyring = await studentKeys.OpenAsync(transaction.Connection!, [new StudentId(student)], cancellationToken);
            if (keyring.Open<ArrivedNumber>(new StudentId(student), @sealed) is { } arrived)
                await ApplyAsync(transaction, new CaseId(caseId), new StudentId(student), PersonalNumber.FromDigits(arrived.Number), actor, cancellationToken);
        }
    }

    /// <summary>The number is the student's from now on. The caller has locked the student's cases.</summary>
    internal async Task<NumberArrival> ApplyAsync(
        NpgsqlTransaction transaction, CaseId caseId, StudentId student, PersonalNumber number, string actor, CancellationToken cancellationToken)
    {
        var open = (await OpenCasesAsync(transaction, student, cancellationToken)).Where(one => one.Path == CasePath.Foreign).ToList();
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [student], cancellationToken);
        var person = (await students.LoadAsync(transaction.Connection!, [student], cancellationToken)).GetValueOrDefault(student)?.Person;
        if (person is null || open.Count == 0)
            return NumberArrival.NotOnThePath;
        if (person.PersonalNumber == number.Digits)
            return NumberArrival.SameNumber;

        // Who is in the population register has an address there (D-26).
        var after = person with { PersonalNumber = number.Digits, BirthDate = number.BirthDate, NoRegisteredAddress = false };
        if (!await students.GiveNumberAsync(transaction, keyring, student, after, cancellationToken))
            return NumberArrival.AnothersNumber;

        await RememberAsync(transaction, keyring, student, person, number, actor, cancellationToken);
        await ChangePathAsync(transaction, open, cancellationToken);
        await MoveAsync(transaction, open, cancellationToken);
        await copies.EraseAsync(transaction, [caseId], cancellationToken);
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "student.number-arrived", caseId, student, new { }, new Dictionary<string, string> { ["from"] = person.PersonalNumber ?? "", ["to"] = number.Digits })],
            cancellationToken);
        return NumberArrival.Applied;
    }

    /// <summary>
    /// A case that hasn't come in yet begins anew, on the way of those who have a number: nothing was done outside, and the review then
    /// looks the number up in the directory. One that has come in goes on to an ordinary card, once for all cases of the student.
    /// </summary>
    private async Task MoveAsync(NpgsqlTransaction transaction, List<OpenCase> open, CancellationToken cancellationToken)
    {
        foreach (var waiting in open.Where(one => !one.IsEntered))
            await BeginAnewAsync(transaction, waiting.Id, cancellationToken);

        await engine.SignalAsync(
            transaction,
            [.. open.SelectMany(one => new[] { new Signal(one.Id, AwaitReserveCard.Signal, "NumberArrived"), new Signal(one.Id, AwaitRenewal.Signal, "Stopped") })],
            cancellationToken);
        if (open.Find(one => one.IsEntered) is { } entered)
            await engine.StartAsync(transaction, [new StartRequest(entered.Id, CaseProcess.PersonalNumberArrived, Under: CaseProcess.Enrolment)], cancellationToken);
    }

    /// <summary>A break goes on: only the administrator ends it (D-33).</summary>
    private async Task BeginAnewAsync(NpgsqlTransaction transaction, Guid waiting, CancellationToken cancellationToken)
    {
        var parked = (await CaseParking.FindAsync(transaction.Connection!, [waiting], cancellationToken)).SingleOrDefault();
        await engine.CancelAsync(transaction, waiting, cancellationToken);
        if (parked is not null)
            await CaseParking.KeepAsync(transaction, parked, cancellationToken);
        await engine.StartAsync(transaction, [new StartRequest(waiting, CaseProcess.Enrolment)], cancellationToken);
        if (parked is not null)
            await engine.StartAsync(transaction, [new StartRequest(waiting, CaseProcess.StudyBreak, Under: CaseProcess.Enrolment)], cancellationToken);
    }

    private async Task RememberAsync(
        NpgsqlTransaction transaction, StudentKeyring keyring, StudentId student, Person before, PersonalNumber number, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into number_history (student_id, numbers_sealed, recorded_by, recorded_at)
            values (@student, @sealed, @actor, @now)
            """,
            new
            {
                student,
                actor,
                @sealed = keyring.Seal(student, new NumberChange(before.PersonalNumber, before.PassportCountry, before.PassportNumber, number.Digits)),
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken));

    private async Task ChangePathAsync(NpgsqlTransaction transaction, List<OpenCase> open, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update student_case
            set path = new.path
            from unnest(@cases, @paths) as new (id, path)
            where student_case.id = new.id
            """,
            new
            {
                cases = open.Select(one => one.Id).ToArray(),
                paths = open.Select(one => process.IsSentHome(one.Institution, one.FirstDay) ? CasePath.ServiceHome : CasePath.Service).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The one that lasts longest first.</summary>
    private static async Task<IReadOnlyList<OpenCase>> OpenCasesAsync(NpgsqlTransaction transaction, StudentId student, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<OpenCase>(new CommandDefinition(
            """
            select
                c.id,
                c.path,
                e.institution_code as institution,
                e.first_day,
                exists (select from identifier where student_id = e.student_id and kind = 'rsid')
                    and coalesce((select decision from review_decision where case_id = c.id order by id desc limit 1), '') = 'approved'
                    and not exists (select from workflow.bookmark where correlation_id = c.id and kind = 'signal' and name = any(@copySteps)) as is_entered
            from enrolment e
            join student_case c on c.enrolment_id = e.id
            where e.student_id = @student
            and c.closed_at is null
            and c.ending_at is null
            order by e.last_day desc, c.id
            """,
            new { student, copySteps = new[] { AwaitPassportCopy.Signal, AwaitCopyDecision.Signal } },
            transaction,
            cancellationToken: cancellationToken))];

    /// <param name="IsEntered">It was approved and the student has an RSid: nothing of it is done again.</param>
    private sealed record OpenCase(Guid Id, string Path, string Institution, DateOnly FirstDay, bool IsEntered);

    /// <summary>A noted number as it is sealed.</summary>
    private sealed record ArrivedNumber(string Number)
    {
        public override string ToString() => "ArrivedNumber (not shown)";
    }
}

/// <summary>What the student was known by, and is from then on; sealed with the student's key (D-53).</summary>
public sealed record NumberChange(string? BeforeNumber, string? PassportCountry, string? PassportNumber, string Number)
{
    public override string ToString() => "NumberChange (not shown)";
}

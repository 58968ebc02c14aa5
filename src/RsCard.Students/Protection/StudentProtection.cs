using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;

namespace RsCard.Students.Protection;

/// <summary>
/// A student of ours has got protected identity (D-4): everything pending is cancelled, and the person is erased by destroying the key
/// that all personal values are sealed with. The entry in the directory is left to system management: nothing of ours writes to it again.
/// </summary>
public sealed class StudentProtection(MasterKeys masterKeys, WorkflowEngine engine, WorkItemQueue queue, EntryErasure entries, AuditTrail audit, TimeProvider clock)
{
    private static readonly Lazy<string> Erase = new(() =>
    {
        using var stream = typeof(StudentProtection).Assembly.GetManifestResourceStream($"{typeof(StudentProtection).Namespace}.erase-student.sql")
            ?? throw new InvalidOperationException("no resource erase-student.sql");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Who of these is a student of ours.</summary>
    /// <param name="people">12 digits, or passport country and number with a slash between.</param>
    public async Task<IReadOnlyList<StudentId>> FindAsync(NpgsqlTransaction transaction, IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        var passports = people.Where(person => person.Contains('/', StringComparison.Ordinal)).ToList();
        var found = await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select id
            from student
            where personal_number_hash = any(@numbers)
            or passport_hash = any(@passports)
            """,
            new
            {
                numbers = people.Except(passports).Select(masterKeys.HashOfNumber).ToArray(),
                passports = passports.Select(passport => masterKeys.LookupHash("passport", passport)).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        return [.. found.Select(id => new StudentId(id))];
    }

    /// <summary>May be called twice. A mail that a worker is just handing to the server can't be called back; none follows it.</summary>
    /// <param name="students">All their cases end.</param>
    /// <param name="actor">Who said so.</param>
    /// <returns>Their cases.</returns>
    public async Task<IReadOnlyList<CaseId>> ProtectAsync(NpgsqlTransaction transaction, IReadOnlyCollection<StudentId> students, string actor, CancellationToken cancellationToken)
    {
        var ids = students.Select(student => student.Value).Distinct().ToArray();
        if (ids.Length == 0)
            return [];

        var cases = (await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where e.student_id = any(@ids)
            order by c.id
            """,
            new { ids },
            transaction,
            cancellationToken: cancellationToken))).ToArray();
        await engine.LockAsync(transaction, cases, cancellationToken);
        foreach (var id in cases)
        {
            await engine.CancelAsync(transaction, id, cancellationToken);
            await queue.CancelLooseAsync(transaction, id, cancellationToken);
        }

        // Before the hash of the number goes: the directory's copies are found by it.
        foreach (var id in ids)
            await entries.EraseAsync(transaction, new StudentId(id), cancellationToken);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            Erase.Value,
            new { students = ids, keys = ids.Select(id => id.ToString()).ToArray(), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [.. cases.Select(id => new AuditEvent(actor, "student.protected", new CaseId(id), Student: null, new { }))],
            cancellationToken);
        return [.. cases.Select(id => new CaseId(id))];
    }
}

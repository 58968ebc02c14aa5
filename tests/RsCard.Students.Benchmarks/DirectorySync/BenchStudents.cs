using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>Invented students, entered and proved, in the database; and the same entries as LDIF. Numbers are of the test series (D-50).</summary>
internal static class BenchStudents
{
    private const int AtOnce = 5000;
    private const int SerialsADay = 20;
    private const int FirstTestSerial = 980;
    private static readonly DateOnly FirstBirthday = new(1985, 1, 1);

    public static async Task PlantAsync(BenchProduct product, int first, int count, CancellationToken cancellationToken)
    {
        await using var connection = await product.Data.OpenConnectionAsync(cancellationToken);
        foreach (var part in Enumerable.Range(first, count).Chunk(AtOnce))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var students = await product.Get<StudentStore>().GetOrAddAsync(transaction, [.. part.Select(PersonOf)], DateTimeOffset.UnixEpoch, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                """
                with new as (
                    select student_id, gen_random_uuid() as enrolment_id, gen_random_uuid() as case_id, gen_random_uuid() as entry_uuid, number
                    from unnest(@students, @numbers) as new (student_id, number)
                ), enrolments as (
                    insert into enrolment (id, student_id, institution_code, programme, first_day, last_day, created_at)
                    select enrolment_id, student_id, 'LU', 'Sjuksköterskeprogrammet', @firstDay, @lastDay, now()
                    from new
                ), cases as (
                    insert into student_case (id, enrolment_id, opened_at)
                    select case_id, enrolment_id, now()
                    from new
                ), decisions as (
                    insert into review_decision (case_id, decision, decided_by, decided_at)
                    select case_id, 'approved', 'bench', now()
                    from new
                ), identifiers as (
                    insert into identifier (kind, value, student_id, allocated_at)
                    select 'rsid', number, student_id, now()
                    from new
                    union all
                    select 'hsa-id', 'SE2321000255-' || number, student_id, now()
                    from new
                )
                insert into directory_entry (student_id, entry_uuid, entry_csn, valid_from, valid_to, proved_at)
                select student_id, entry_uuid, @csn, @firstDay, @lastDay, now()
                from new
                """,
                new
                {
                    students = students.Select(id => id.Value).ToArray(),
                    numbers = part.Select(number => (100_000 + number).ToString(CultureInfo.InvariantCulture)).ToArray(),
                    firstDay = FirstDay,
                    lastDay = FirstDay.AddYears(3),
                    csn = Csn,
                },
                transaction,
                cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }

        await using var analyze = new NpgsqlCommand("analyze", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The entries as they should stand, for slapadd.</summary>
    public static async Task<string> WriteLdifAsync(BenchProduct product, BenchSlapd slapd, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var wanted in await product.Get<WantedSet>().LoadAsync(cancellationToken))
        {
            var dn = DnOf(product, wanted);
            text.Append(CultureInfo.InvariantCulture, $"dn:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(dn.ToString()))}\n");
            foreach (var (name, value) in ValuesOf(product, wanted).Append(("entryUUID", wanted.Proved!.EntryUuid.ToString())).Append(("entryCSN", Csn)))
                text.Append(CultureInfo.InvariantCulture, $"{name}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}\n");
            text.Append('\n');
        }

        return slapd.WriteFile("students.ldif", text.ToString());
    }

    /// <summary>Another mail address for every hundredth: what the directory doesn't know yet.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ChangeAsync(BenchProduct product, int count, string domain, CancellationToken cancellationToken)
    {
        await using var connection = await product.Data.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var people = Enumerable.Range(0, count).Where(number => number % 100 == 0).Select(PersonOf).ToList();
        var store = product.Get<StudentStore>();
        var students = await store.GetOrAddAsync(transaction, people, DateTimeOffset.UnixEpoch, cancellationToken);
        var keyring = await product.Get<StudentKeys>().OpenAsync(connection, students, cancellationToken);
        await store.SaveAsync(transaction, keyring, [.. students.Zip(people, (id, person) => (id, person with { Email = $"{person.PersonalNumber![2..8]}@{domain}" }))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return people.Count;
    }

    public static DistinguishedName DnOf(BenchProduct product, WantedStudent wanted) =>
        DistinguishedName.Parse(product.Get<DirectoryOptions>().StudentBranch).Child("uid", wanted.Entry.RsId);

    /// <summary>What an add of the entry carries.</summary>
    public static IEnumerable<(string Name, string Value)> ValuesOf(BenchProduct product, WantedStudent wanted) =>
        product.Get<AttributeMapping>().ValuesOf(wanted.Entry)
            .SelectMany(attribute => attribute.Value.Select(value => (attribute.Key, value)))
            .Append(("objectClass", "inetOrgPerson"))
            .Append(("objectClass", "rscardPerson"))
            .Append(("uid", wanted.Entry.RsId));

    private const string Csn = "20260801000000.000000Z#000000#000#000000";

    private static DateOnly FirstDay => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-30);

    private static Person PersonOf(int number) => new(
        NumberOf(number), PassportCountry: null, PassportNumber: null, PassportValidTo: null, BirthDate: null,
        $"Förnamn{number}", $"Müller-Ørsted {number}", $"student{number}@larosate.example", Phone: null, "sv", NoRegisteredAddress: false);

    private static string NumberOf(int number)
    {
        var digits = $"{FirstBirthday.AddDays(number / SerialsADay):yyyyMMdd}{FirstTestSerial + (number % SerialsADay)}";
        var sum = digits.Skip(2).Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 2 : 1)).Sum(product => product > 9 ? product - 9 : product);
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}

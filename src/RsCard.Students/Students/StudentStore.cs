using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Students;

/// <summary>Students as people: found by keyed hash, kept sealed (D-3, D-41).</summary>
public sealed class StudentStore(MasterKeys masterKeys, StudentKeys studentKeys)
{
    /// <summary>The hash a person is found by: personal or coordination number, else passport country and number (D-3).</summary>
    public byte[] HashOf(Person person) => person.PersonalNumber is { } number
        ? masterKeys.HashOfNumber(number)
        : masterKeys.LookupHash("passport", $"{person.PassportCountry}/{person.PassportNumber}".ToUpperInvariant());

    /// <summary>The likenesses among these that more than the person itself has: whom a human must match (D-3). One query.</summary>
    public async Task<HashSet<string>> FindAlikeAsync(NpgsqlConnection connection, IEnumerable<Person> people, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(byte[] Likeness, byte[] Hash)>(new CommandDefinition(
            """
            select likeness_hash, coalesce(personal_number_hash, passport_hash)
            from student
            where likeness_hash = any(@hashes)
            and erased_at is null
            """,
            new { hashes = people.Select(LikenessOf).OfType<byte[]>().ToArray() },
            cancellationToken: cancellationToken));
        var known = rows.ToLookup(row => Convert.ToHexString(row.Likeness), row => Convert.ToHexString(row.Hash));
        return
        [
            .. from person in people
               let likeness = LikenessOf(person)
               where likeness is not null
               let own = Convert.ToHexString(HashOf(person))
               where known[Convert.ToHexString(likeness)].Any(hash => hash != own)
               select own,
        ];
    }

    /// <summary>Who of these is known, by <see cref="HashOf"/>. One query.</summary>
    public async Task<Dictionary<string, StudentId>> FindAsync(NpgsqlConnection connection, IEnumerable<Person> people, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(Guid Id, byte[] Hash)>(new CommandDefinition(
            """
            select id, coalesce(personal_number_hash, passport_hash) as hash
            from student
            where personal_number_hash = any(@hashes)
            or passport_hash = any(@hashes)
            """,
            new { hashes = people.Select(HashOf).ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => Convert.ToHexString(row.Hash), row => new StudentId(row.Id));
    }

    /// <summary>
    /// Finds or makes the student of each person, in order. Two lists with the same new person at once make one student:
    /// the second waits on the unique hash and then reads what the first wrote.
    /// </summary>
    public async Task<IReadOnlyList<StudentId>> GetOrAddAsync(NpgsqlTransaction transaction, IReadOnlyList<Person> people, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var candidates = people
            .Select(person => (Person: person, Hash: HashOf(person), Id: Id.New<StudentId>()))
            .DistinctBy(candidate => Convert.ToHexString(candidate.Hash))
            .OrderBy(candidate => Convert.ToHexString(candidate.Hash), StringComparer.Ordinal)
            .ToList();
        var added = (await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            insert into student (id, personal_number_hash, passport_hash, likeness_hash, created_at)
            select id,
                case when by_number then hash end,
                case when not by_number then hash end,
                likeness,
                @now
            from unnest(@ids, @hashes, @byNumber, @likenesses) with ordinality as new (id, hash, by_number, likeness, place)
            order by place
            on conflict do nothing
            returning id
            """,
            new
            {
                now,
                ids = candidates.Select(candidate => candidate.Id.Value).ToArray(),
                hashes = candidates.Select(candidate => candidate.Hash).ToArray(),
                byNumber = candidates.Select(candidate => candidate.Person.PersonalNumber is not null).ToArray(),
                likenesses = candidates.Select(candidate => LikenessOf(candidate.Person)).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet();
        var created = candidates.Where(candidate => added.Contains(candidate.Id.Value)).ToList();
        var keyring = await studentKeys.CreateAsync(transaction, [.. created.Select(candidate => candidate.Id)], cancellationToken);
        await SaveAsync(transaction, keyring, [.. created.Select(candidate => (candidate.Id, candidate.Person))], cancellationToken);

        var known = await FindAsync(transaction.Connection!, people, cancellationToken);
        return [.. people.Select(person => known[Convert.ToHexString(HashOf(person))])];
    }

    /// <summary>Students with their personal values, by id. Those erased come without.</summary>
    public async Task<Dictionary<StudentId, Student>> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<StudentId> ids, CancellationToken cancellationToken)
    {
        var keyring = await studentKeys.OpenAsync(connection, ids, cancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, byte[]? PersonSealed, DateTimeOffset CreatedAt)>(new CommandDefinition(
            """
            select id, person_sealed, created_at
            from student
            where id = any(@ids)
            """,
            new { ids = ids.Select(id => id.Value).Distinct().ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(
            row => new StudentId(row.Id),
            row => new Student(new StudentId(row.Id), keyring.Open<Person>(new StudentId(row.Id), row.PersonSealed), row.CreatedAt));
    }

    /// <summary>Replaces the personal values of these students.</summary>
    public async Task SaveAsync(NpgsqlTransaction transaction, StudentKeyring keyring, IReadOnlyList<(StudentId Id, Person Person)> people, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update student
            set person_sealed = new.sealed
            from unnest(@ids, @sealed) as new (id, sealed)
            where student.id = new.id
            """,
            new
            {
                ids = people.Select(pair => pair.Id.Value).ToArray(),
                @sealed = people.Select(pair => keyring.Seal(pair.Id, pair.Person)).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Gives a student a new name: what they are known by otherwise stays, and whom they resemble is reckoned anew (D-3, D-32).</summary>
    /// <returns>The person as before; null when the values were erased, and nothing has changed.</returns>
    public async Task<Person?> RenameAsync(NpgsqlTransaction transaction, StudentId id, string givenName, string familyName, CancellationToken cancellationToken)
    {
        var before = (await LoadAsync(transaction.Connection!, [id], cancellationToken)).GetValueOrDefault(id)?.Person;
        if (before is null)
            return null;

        var renamed = before with { GivenName = givenName, FamilyName = familyName };
        await SaveAsync(transaction, await studentKeys.OpenAsync(transaction.Connection!, [id], cancellationToken), [(id, renamed)], cancellationToken);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update student set likeness_hash = @likeness where id = @id",
            new { id, likeness = LikenessOf(renamed) },
            transaction,
            cancellationToken: cancellationToken));
        return before;
    }

    private byte[]? LikenessOf(Person person) => Likeness.Of(person) is { } likeness ? masterKeys.LookupHash("likeness", likeness) : null;
}

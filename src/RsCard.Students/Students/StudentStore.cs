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
        : HashOfPassport(person);

    private byte[] HashOfPassport(Person person) =>
        masterKeys.LookupHash("passport", $"{person.PassportCountry}/{person.PassportNumber}".ToUpperInvariant());

    private byte[]? PassportHashOf(Person person) => person is { PassportCountry: not null, PassportNumber: not null } ? HashOfPassport(person) : null;

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

    /// <summary>
    /// Who of these is known, by <see cref="HashOf"/>: by the number, else by the passport. So somebody whom we know by passport is found
    /// also by a row that has the number that has come (D-53), and afterwards by either. One query.
    /// </summary>
    public async Task<Dictionary<string, StudentId>> FindAsync(NpgsqlConnection connection, IEnumerable<Person> people, CancellationToken cancellationToken)
    {
        var sought = people.Select(person => (Hash: HashOf(person), Passport: PassportHashOf(person))).ToList();
        var rows = (await connection.QueryAsync<(Guid Id, byte[]? Number, byte[]? Passport)>(new CommandDefinition(
            """
            select id, personal_number_hash, passport_hash
            from student
            where personal_number_hash = any(@hashes)
            or passport_hash = any(@hashes)
            """,
            new { hashes = sought.SelectMany(one => new[] { one.Hash, one.Passport }).OfType<byte[]>().ToArray() },
            cancellationToken: cancellationToken))).ToList();
        var known = new Dictionary<string, StudentId>();
        foreach (var (id, number, passport) in rows)
        {
            foreach (var hash in new[] { number, passport }.OfType<byte[]>())
                known[Convert.ToHexString(hash)] = new StudentId(id);
        }

        var found = new Dictionary<string, StudentId>();
        foreach (var (hash, passport) in sought)
        {
            var key = Convert.ToHexString(hash);
            if (known.TryGetValue(key, out var student) || (passport is not null && known.TryGetValue(Convert.ToHexString(passport), out student)))
                found[key] = student;
        }

        return found;
    }

    /// <summary>
    /// Finds or makes the student of each person, in order. Two lists with the same new person at once make one student:
    /// the second waits on the unique hash and then reads what the first wrote.
    /// </summary>
    public async Task<IReadOnlyList<StudentId>> GetOrAddAsync(NpgsqlTransaction transaction, IReadOnlyList<Person> people, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = await FindAsync(transaction.Connection!, people, cancellationToken);
        var candidates = people
            .Select(person => (Person: person, Hash: HashOf(person), Id: Id.New<StudentId>()))
            .Where(candidate => !there.ContainsKey(Convert.ToHexString(candidate.Hash)))
            .DistinctBy(candidate => Convert.ToHexString(candidate.Hash))
            .OrderBy(candidate => Convert.ToHexString(candidate.Hash), StringComparer.Ordinal)
            .ToList();
        var added = (await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            insert into student (id, personal_number_hash, passport_hash, likeness_hash, created_at)
            select id, number, passport, likeness, @now
            from unnest(@ids, @numbers, @passports, @likenesses) with ordinality as new (id, number, passport, likeness, place)
            order by place
            on conflict do nothing
            returning id
            """,
            new
            {
                now,
                ids = candidates.Select(candidate => candidate.Id.Value).ToArray(),
                numbers = candidates.Select(candidate => candidate.Person.PersonalNumber is null ? null : candidate.Hash).ToArray(),
                passports = candidates.Select(candidate => PassportHashOf(candidate.Person)).ToArray(),
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

    /// <summary>
    /// The student is known by this person's number from now on, and by the passport as before (D-53). The personal values are replaced too.
    /// </summary>
    /// <returns>False where another student has the number: nothing has changed.</returns>
    public async Task<bool> GiveNumberAsync(NpgsqlTransaction transaction, StudentKeyring keyring, StudentId student, Person person, CancellationToken cancellationToken)
    {
        var changed = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update student
            set personal_number_hash = @hash,
                likeness_hash = @likeness
            where id = @student
            and not exists (select from student other where other.personal_number_hash = @hash and other.id <> @student)
            """,
            new { student, hash = HashOf(person), likeness = LikenessOf(person) },
            transaction,
            cancellationToken: cancellationToken));
        if (changed == 0)
            return false;

        await SaveAsync(transaction, keyring, [(student, person)], cancellationToken);
        return true;
    }

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

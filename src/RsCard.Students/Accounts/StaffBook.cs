using Dapper;
using Npgsql;

namespace RsCard.Students.Accounts;

/// <summary>What the database knows of the staff: who has signed in, and what was decided of whom.</summary>
public sealed class StaffBook(NpgsqlDataSource database)
{
    /// <summary>What was decided of one person; asked for at each request of theirs, so it is one look by the key.</summary>
    /// <param name="userName">As the directory writes it; upper and lower case are one.</param>
    public async Task<StaffDecisions> FindAsync(string userName, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select m.user_name, m.name, m.signed_in_at, m.disabled_at, m.disabled_by, m.revision, r.role, r.place, r.given, r.decided_by, r.decided_at
            from staff_member m
            left join staff_role r on r.user_name = m.user_name
            where m.user_name = @userName
            """,
            new { userName = KeyOf(userName) },
            cancellationToken: cancellationToken))).ToList();
        return rows.Count == 0 ? StaffDecisions.None : DecisionsOf(rows);
    }

    /// <summary>Everybody of whom something is known here.</summary>
    public async Task<IReadOnlyList<KnownStaff>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select m.user_name, m.name, m.signed_in_at, m.disabled_at, m.disabled_by, m.revision, r.role, r.place, r.given, r.decided_by, r.decided_at
            from staff_member m
            left join staff_role r on r.user_name = m.user_name
            """,
            cancellationToken: cancellationToken));
        return [.. rows.GroupBy(row => row.UserName).Select(person => new KnownStaff(person.Key, person.First().Name, person.First().SignedInAt, DecisionsOf([.. person])))];
    }

    /// <summary>The directory takes upper and lower case for one, and so do we.</summary>
    internal static string KeyOf(string userName) => userName.ToLowerInvariant();

    internal async Task NoteSignInAsync(StaffMember member, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into staff_member (user_name, name, signed_in_at)
            values (@userName, @Name, now())
            on conflict (user_name) do update
            set name = excluded.name,
                signed_in_at = excluded.signed_in_at
            """,
            new { userName = KeyOf(member.UserName), member.Name },
            cancellationToken: cancellationToken));
    }

    private static StaffDecisions DecisionsOf(IReadOnlyList<Row> rows) => new(
        rows[0].Revision,
        rows[0].DisabledAt,
        rows[0].DisabledBy,
        [.. rows.Where(row => row.Role is not null).Select(row => new StaffDecision(new StaffRole(row.Role ?? "", row.Place ?? ""), row.Given, row.DecidedBy ?? "", row.DecidedAt))]);

    private sealed class Row
    {
        public string UserName { get; init; } = "";

        public string Name { get; init; } = "";

        public DateTimeOffset? SignedInAt { get; init; }

        public DateTimeOffset? DisabledAt { get; init; }

        public string? DisabledBy { get; init; }

        public int Revision { get; init; }

        public string? Role { get; init; }

        public string? Place { get; init; }

        public bool Given { get; init; }

        public string? DecidedBy { get; init; }

        public DateTimeOffset DecidedAt { get; init; }
    }
}

/// <param name="SignedInAt">Real time; null: never.</param>
public sealed record KnownStaff(string UserName, string Name, DateTimeOffset? SignedInAt, StaffDecisions Decisions);

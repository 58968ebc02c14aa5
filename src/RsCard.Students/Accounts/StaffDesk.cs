using Dapper;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Audit;

namespace RsCard.Students.Accounts;

/// <summary>
/// Gives and takes roles, and shuts people out. What is decided counts at each person's next request, on every node. The last
/// member of the HSA team stays one.
/// </summary>
public sealed class StaffDesk(NpgsqlDataSource database, StaffDirectory directory, StaffBook book, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Two who each take away the other's role at once: one after the other, so that the second is the last.</summary>
    private const long Lock = 0x5374_6166_66;

    /// <summary>Everybody with a role, or of whom something was decided, by name.</summary>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<IReadOnlyList<StaffEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var groups = (await directory.ListAsync(cancellationToken)).ToDictionary(member => member.UserName, StringComparer.OrdinalIgnoreCase);
        var known = (await book.ListAsync(cancellationToken)).ToDictionary(person => person.UserName, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. groups.Keys.Union(known.Keys, StringComparer.OrdinalIgnoreCase)
                .Select(name => Entry(groups.GetValueOrDefault(name), known.GetValueOrDefault(name)))
                .OrderBy(entry => entry.Groups.Name, StringComparer.CurrentCulture)
                .ThenBy(entry => entry.Groups.UserName, StringComparer.Ordinal),
        ];
    }

    /// <summary>One person: an employee, or somebody of whom something was decided before.</summary>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<StaffEntry?> FindAsync(string userName, CancellationToken cancellationToken)
    {
        var found = await directory.FindAsync(userName, cancellationToken);
        var known = (await book.ListAsync(cancellationToken)).FirstOrDefault(person => person.UserName.Equals(userName, StringComparison.OrdinalIgnoreCase));
        return found is null && known is null ? null : Entry(found?.Member, known);
    }

    /// <summary>The person has these roles and no others, whatever the groups give.</summary>
    /// <param name="revision">What was read before.</param>
    /// <exception cref="LdapException">The directory doesn't answer; nothing was written.</exception>
    public Task<StaffChange> SetRolesAsync(string userName, IReadOnlyCollection<StaffRole> wanted, int revision, string actor, CancellationToken cancellationToken) => ChangeAsync(
        userName,
        revision,
        entry => (wanted, entry.Decisions.IsDisabled),
        async (transaction, entry) =>
        {
            var now = clock.GetUtcNow();
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                """
                delete from staff_role
                where user_name = @Key
                """,
                new { entry.Key },
                transaction,
                cancellationToken: cancellationToken));

            // A decision that stays keeps who made it and when.
            var decided = wanted.Except(entry.Groups.Roles).Select(role => (Role: role, IsGiven: true)).Concat(entry.Groups.Roles.Except(wanted).Select(role => (Role: role, IsGiven: false)));
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                """
                insert into staff_role (user_name, role, place, given, decided_by, decided_at)
                values (@Key, @Name, @Place, @IsGiven, @By, @At)
                """,
                decided.Select(one =>
                {
                    var before = entry.Decisions.Roles.FirstOrDefault(role => role.Role == one.Role && role.IsGiven == one.IsGiven);
                    return new { entry.Key, one.Role.Name, one.Role.Place, one.IsGiven, By = before?.By ?? actor, At = before?.At ?? now };
                }),
                transaction,
                cancellationToken: cancellationToken));
            return new AuditEvent(actor, "staff.roles", Case: null, Student: null, new { user = entry.Key, before = Texts(entry.Member.Roles), after = Texts(wanted) });
        },
        cancellationToken);

    /// <summary>Shuts a person out, or lets them in again. Their sessions end with their next request, on every node.</summary>
    /// <param name="revision">What was read before.</param>
    /// <exception cref="LdapException">The directory doesn't answer; nothing was written.</exception>
    public Task<StaffChange> SetDisabledAsync(string userName, bool isDisabled, int revision, string actor, CancellationToken cancellationToken) => ChangeAsync(
        userName,
        revision,
        entry => (entry.Member.Roles, isDisabled),
        async (transaction, entry) =>
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                """
                update staff_member
                set disabled_at = case when @isDisabled then @now end,
                    disabled_by = case when @isDisabled then @actor end
                where user_name = @Key
                """,
                new { entry.Key, isDisabled, now = clock.GetUtcNow(), actor },
                transaction,
                cancellationToken: cancellationToken));
            return new AuditEvent(actor, isDisabled ? "staff.disabled" : "staff.enabled", Case: null, Student: null, new { user = entry.Key });
        },
        cancellationToken);

    /// <param name="becomes">The roles the person would have, and whether they would be shut out.</param>
    private async Task<StaffChange> ChangeAsync(
        string userName,
        int revision,
        Func<StaffEntry, (IEnumerable<StaffRole> Roles, bool IsDisabled)> becomes,
        Func<NpgsqlTransaction, StaffEntry, Task<AuditEvent>> write,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(@Lock)", new { Lock }, transaction, cancellationToken: cancellationToken));
        if (await FindAsync(userName, cancellationToken) is not { } entry)
            return new StaffChange.Unknown();
        if (entry.Decisions.Revision != revision)
            return new StaffChange.Overtaken();

        var (roles, isDisabled) = becomes(entry);
        if (entry.IsOfTeam && (isDisabled || !roles.Contains(StaffRole.HsaTeam)) && !(await ListAsync(cancellationToken)).Any(other => other.IsOfTeam && other.Key != entry.Key))
            return new StaffChange.LastOfTeam();

        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into staff_member (user_name, name, revision)
            values (@Key, @Name, 1)
            on conflict (user_name) do update
            set revision = staff_member.revision + 1
            """,
            new { entry.Key, entry.Groups.Name },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(transaction, [await write(transaction, entry)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new StaffChange.Saved();
    }

    private static StaffEntry Entry(StaffMember? groups, KnownStaff? known) => new(
        groups ?? new StaffMember(known?.UserName ?? "", known?.Name ?? "", IsHsaTeam: false, [], []), groups is not null, known?.SignedInAt, known?.Decisions ?? StaffDecisions.None);

    private static string[] Texts(IEnumerable<StaffRole> roles) => [.. roles.Select(role => role.ToString()).Order(StringComparer.Ordinal)];
}

/// <summary>One person of the staff as the administration sees them.</summary>
/// <param name="Groups">With the roles that the directory's groups give.</param>
/// <param name="IsInDirectory">In a list: a group has them; alone: there is such an employee.</param>
public sealed record StaffEntry(StaffMember Groups, bool IsInDirectory, DateTimeOffset? SignedInAt, StaffDecisions Decisions)
{
    /// <summary>The name under which the database keeps them.</summary>
    public string Key => StaffBook.KeyOf(Groups.UserName);

    /// <summary>With the roles that count.</summary>
    public StaffMember Member => Decisions.On(Groups);

    /// <summary>Is of the HSA team and may sign in.</summary>
    public bool IsOfTeam => Member.IsHsaTeam && !Decisions.IsDisabled;
}

/// <summary>What came of a change to somebody's roles.</summary>
public abstract record StaffChange
{
    private StaffChange()
    {
    }

    public sealed record Saved : StaffChange;

    /// <summary>Somebody else has decided something of the person since.</summary>
    public sealed record Overtaken : StaffChange;

    /// <summary>Nobody would be left in the HSA team.</summary>
    public sealed record LastOfTeam : StaffChange;

    public sealed record Unknown : StaffChange;
}

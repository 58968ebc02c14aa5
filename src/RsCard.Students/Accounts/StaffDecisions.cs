namespace RsCard.Students.Accounts;

/// <summary>What the administration has decided of one person, beside what the directory's groups give.</summary>
/// <param name="Revision">Goes up with each decision; 0: none yet.</param>
/// <param name="DisabledAt">Null: may sign in.</param>
public sealed record StaffDecisions(int Revision, DateTimeOffset? DisabledAt, string? DisabledBy, IReadOnlyList<StaffDecision> Roles)
{
    public static StaffDecisions None { get; } = new(0, DisabledAt: null, DisabledBy: null, []);

    public bool IsDisabled => DisabledAt is not null;

    /// <summary>The person with the roles that count: those of the groups and those given here, without those taken here.</summary>
    /// <param name="groups">As the directory's groups have it.</param>
    public StaffMember On(StaffMember groups) => groups.With(
        groups.Roles.Concat(Roles.Where(role => role.IsGiven).Select(role => role.Role)).Except(Roles.Where(role => !role.IsGiven).Select(role => role.Role)));
}

/// <param name="IsGiven">False: taken away though a group gives it.</param>
public sealed record StaffDecision(StaffRole Role, bool IsGiven, string By, DateTimeOffset At);

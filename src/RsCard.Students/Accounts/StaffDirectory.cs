using RsCard.Ldap;
using RsCard.Students.DirectorySync;

namespace RsCard.Students.Accounts;

/// <summary>
/// What the directory says of the staff: employees, and the groups that give them roles (<c>hsa-team</c>,
/// <c>study-administrators-CODE</c>, <c>card-station-CODE</c>). Read-only.
/// </summary>
public sealed class StaffDirectory(DirectoryConnections connections, DirectoryOptions options)
{
    private const string HsaTeamGroup = "hsa-team";
    private const string AdministratorsGroup = "study-administrators-";
    private const string StationGroup = "card-station-";
    private const int ReadsAtOnce = 32;

    private static readonly string[] PersonAttributes = ["uid", "cn"];

    /// <summary>An employee by user name, with the roles that groups give; none of them is an answer too.</summary>
    /// <returns>Null where there is no such employee, or several.</returns>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<(StaffMember Member, DistinguishedName Dn)?> FindAsync(string userName, CancellationToken cancellationToken)
    {
        if (userName.Length is 0 or > 256)
            return null;

        var reader = await connections.ReaderAsync(cancellationToken);
        if (await SearchAsync(reader, options.EmployeeBranch, LdapFilter.Equal("uid", userName), PersonAttributes, cancellationToken) is not [{ } entry])
            return null;

        var groups = await SearchAsync(reader, options.GroupBranch, LdapFilter.Equal("member", entry.Dn.ToString()), ["cn"], cancellationToken);
        return (Nobody(entry).With(groups.Select(RoleOf).OfType<StaffRole>()), entry.Dn);
    }

    /// <summary>All employees that a group gives a role.</summary>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<IReadOnlyList<StaffMember>> ListAsync(CancellationToken cancellationToken)
    {
        var reader = await connections.ReaderAsync(cancellationToken);
        var filter = LdapFilter.Or(LdapFilter.Equal("cn", HsaTeamGroup), LdapFilter.StartsWith("cn", AdministratorsGroup), LdapFilter.StartsWith("cn", StationGroup));
        var roles = (await SearchAsync(reader, options.GroupBranch, filter, ["cn", "member"], cancellationToken))
            .SelectMany(group => RoleOf(group) is { } role ? group.Texts("member").Select(member => (Member: member, Role: role)) : [])
            .ToLookup(pair => pair.Member, pair => pair.Role, StringComparer.OrdinalIgnoreCase);
        var branch = DistinguishedName.Parse(options.EmployeeBranch);
        List<StaffMember> found = [];
        foreach (var some in roles.Where(member => DistinguishedName.TryParse(member.Key, out var dn) && dn.IsBelow(branch)).Chunk(ReadsAtOnce))
            found.AddRange((await Task.WhenAll(some.Select(member => ReadAsync(reader, member.Key, member, cancellationToken)))).OfType<StaffMember>());
        return found;
    }

    /// <returns>Null for a member that a group names and that isn't there.</returns>
    private static async Task<StaffMember?> ReadAsync(LdapConnection reader, string dn, IEnumerable<StaffRole> roles, CancellationToken cancellationToken) =>
        await reader.FindAsync(DistinguishedName.Parse(dn), PersonAttributes, LdapRequestOptions.None, cancellationToken) is { } entry ? Nobody(entry).With(roles) : null;

    private static StaffMember Nobody(LdapEntry entry) => new(entry.Text("uid") ?? "", entry.Text("cn") ?? entry.Text("uid") ?? "", IsHsaTeam: false, [], []);

    private static StaffRole? RoleOf(LdapEntry group) => group.Text("cn") switch
    {
        { } name when name.Equals(HsaTeamGroup, StringComparison.OrdinalIgnoreCase) => StaffRole.HsaTeam,
        { } name when name.StartsWith(AdministratorsGroup, StringComparison.OrdinalIgnoreCase) => StaffRole.Administrator(name[AdministratorsGroup.Length..].ToUpperInvariant()),
        { } name when name.StartsWith(StationGroup, StringComparison.OrdinalIgnoreCase) => StaffRole.Station(name[StationGroup.Length..].ToUpperInvariant()),
        _ => null,
    };

    private static async Task<IReadOnlyList<LdapEntry>> SearchAsync(LdapConnection reader, string branch, LdapFilter filter, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        var search = new LdapSearch(DistinguishedName.Parse(branch), LdapScope.Subtree, filter, attributes);
        var found = await reader.SearchAllAsync(search, LdapRequestOptions.None, cancellationToken);
        return found.Result.IsSuccess ? found.Entries : throw new LdapResultException(found.Result);
    }
}

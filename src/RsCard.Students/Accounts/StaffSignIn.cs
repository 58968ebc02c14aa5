using RsCard.Ldap;
using RsCard.Students.DirectorySync;

namespace RsCard.Students.Accounts;

/// <summary>
/// Staff sign in by a bind with their own name and password, on a connection of its own; roles come from groups. Every failure
/// looks alike to the one who tries.
/// </summary>
public sealed class StaffSignIn(DirectoryConnections connections, DirectoryOptions options)
{
    private const string HsaTeamGroup = "hsa-team";
    private const string AdministratorsGroup = "study-administrators-";
    private const string StationGroup = "card-station-";

    /// <returns>Null for a wrong name, a wrong password, an empty one, and a person without any role.</returns>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<StaffMember?> SignInAsync(string userName, string password, CancellationToken cancellationToken)
    {
        // An empty password would sign in anybody, as nobody (RFC 4513, 5.1.2).
        if (userName.Length is 0 or > 256 || password.Length is 0 or > 1024)
            return null;

        var reader = await connections.ReaderAsync(cancellationToken);
        var person = await FindAsync(reader, options.EmployeeBranch, LdapFilter.Equal("uid", userName), ["uid", "cn"], cancellationToken);
        if (person is not [{ } entry] || !await ProveAsync(entry.Dn, password, cancellationToken))
            return null;

        var groups = await FindAsync(reader, options.GroupBranch, LdapFilter.Equal("member", entry.Dn.ToString()), ["cn"], cancellationToken);
        var names = groups.Select(group => group.Text("cn") ?? "").ToList();
        var member = new StaffMember(
            entry.Text("uid") ?? userName,
            entry.Text("cn") ?? userName,
            names.Contains(HsaTeamGroup, StringComparer.OrdinalIgnoreCase),
            Codes(names, AdministratorsGroup),
            Codes(names, StationGroup));
        return member.HasAnyRole ? member : null;
    }

    private static List<string> Codes(IEnumerable<string> names, string prefix) =>
        [.. names.Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(name => name[prefix.Length..].ToUpperInvariant())];

    private static async Task<IReadOnlyList<LdapEntry>> FindAsync(LdapConnection reader, string branch, LdapFilter filter, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        var search = new LdapSearch(DistinguishedName.Parse(branch), LdapScope.Subtree, filter, attributes);
        var found = await reader.SearchAllAsync(search, LdapRequestOptions.None, cancellationToken);
        return found.Result.IsSuccess ? found.Entries : throw new LdapResultException(found.Result);
    }

    private async Task<bool> ProveAsync(DistinguishedName dn, string password, CancellationToken cancellationToken)
    {
        await using var connection = await LdapConnection.ConnectAsync(connections.Endpoint, TimeProvider.System, cancellationToken);
        return (await connection.BindAsync(dn, password, LdapRequestOptions.None, cancellationToken)).IsSuccess;
    }
}

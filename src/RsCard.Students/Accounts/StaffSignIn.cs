using RsCard.Ldap;
using RsCard.Students.DirectorySync;

namespace RsCard.Students.Accounts;

/// <summary>
/// Staff sign in by a bind with their own name and password, on a connection of its own; roles come from groups, and from what the
/// administration has decided. Every failure looks alike to the one who tries.
/// </summary>
public sealed class StaffSignIn(StaffDirectory directory, StaffBook book, DirectoryConnections connections)
{
    /// <returns>Null for a wrong name, a wrong password, an empty one, and a person who is disabled or without any role.</returns>
    /// <exception cref="LdapException">The directory doesn't answer.</exception>
    public async Task<SignedIn?> SignInAsync(string userName, string password, CancellationToken cancellationToken)
    {
        // An empty password would sign in anybody, as nobody (RFC 4513, 5.1.2).
        if (password.Length is 0 or > 1024
            || await directory.FindAsync(userName, cancellationToken) is not var (groups, dn)
            || !await ProveAsync(dn, password, cancellationToken))
            return null;

        var decisions = await book.FindAsync(groups.UserName, cancellationToken);
        if (decisions.IsDisabled || !decisions.On(groups).HasAnyRole)
            return null;

        await book.NoteSignInAsync(groups, cancellationToken);
        return new SignedIn(groups, decisions);
    }

    private async Task<bool> ProveAsync(DistinguishedName dn, string password, CancellationToken cancellationToken)
    {
        await using var connection = await LdapConnection.ConnectAsync(connections.Endpoint, TimeProvider.System, cancellationToken);
        return (await connection.BindAsync(dn, password, LdapRequestOptions.None, cancellationToken)).IsSuccess;
    }
}

/// <summary>Somebody who has proved who they are.</summary>
/// <param name="Groups">What the directory's groups give.</param>
/// <param name="Decisions">What the administration has decided beside.</param>
public sealed record SignedIn(StaffMember Groups, StaffDecisions Decisions)
{
    /// <summary>With the roles that count.</summary>
    public StaffMember Member => Decisions.On(Groups);
}

using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>Each account signs in, and is who it should be.</summary>
internal sealed class AccountCheck(LdapEndpoint endpoint, Action<CheckFinding> say)
{
    /// <summary>A connection of its own, which the caller disposes of; null where the account can't be used.</summary>
    public async Task<LdapConnection?> SignInAsync(string role, DirectoryAccount account, CancellationToken cancellationToken)
    {
        if (!DistinguishedName.TryParse(account.Dn, out var name))
        {
            say(CheckFinding.Error("CHK-010", $"the {role} account to have a name", $"'{account.Dn}' is none", $"set Directory:{role}:Dn"));
            return null;
        }

        var connection = await LdapConnection.ConnectAsync(endpoint, TimeProvider.System, cancellationToken);
        if (await IsSignedInAsync(connection, role, name, account.PasswordFile, cancellationToken))
            return connection;

        await connection.DisposeAsync();
        return null;
    }

    private async Task<bool> IsSignedInAsync(LdapConnection connection, string role, DistinguishedName name, string passwordFile, CancellationToken cancellationToken)
    {
        try
        {
            var password = (await File.ReadAllTextAsync(passwordFile, cancellationToken)).TrimEnd('\r', '\n');
            var result = await connection.BindAsync(name, password, LdapRequestOptions.None, cancellationToken);
            if (!result.IsSuccess)
            {
                say(CheckFinding.Error("CHK-010", $"{role} to sign in as {name}", $"the server refuses with {(int)result.Code} ({result.Code})", "look at the name, the password file and whether the account is locked"));
                return false;
            }

            await LookWhoAsync(connection, role, name, cancellationToken);
            return true;
        }
        catch (IOException unreadable)
        {
            say(CheckFinding.Error("CHK-010", $"{role} to have a password file", unreadable.GetType().Name, $"put the file that Directory:{role}:PasswordFile names in place"));
        }
        catch (LdapException broken)
        {
            say(CheckFinding.Error("CHK-010", $"{role} to sign in as {name}", broken.Message, "look at the server's log"));
        }

        return false;
    }

    private async Task LookWhoAsync(LdapConnection connection, string role, DistinguishedName name, CancellationToken cancellationToken)
    {
        try
        {
            var said = await connection.WhoAmIAsync(LdapRequestOptions.None, cancellationToken);
            var isOurs = said.StartsWith("dn:", StringComparison.OrdinalIgnoreCase) && DistinguishedName.TryParse(said[3..], out var who) && who == name;
            say(isOurs
                ? CheckFinding.Ok("CHK-011", $"{role} signs in and is {name}", "so says Who am I")
                : CheckFinding.Error("CHK-011", $"{role} to be {name}", said.Length == 0 ? "Who am I says: anonymous" : $"Who am I says {said}", "nothing but additions would be released: mend the server's mapping of names"));
        }
        catch (LdapResultException refused)
        {
            say(CheckFinding.Error("CHK-012", "the server to answer Who am I (RFC 4532)", $"it refuses with {(int)refused.Result.Code}", "allow it: without it nothing but additions is released"));
        }
    }
}

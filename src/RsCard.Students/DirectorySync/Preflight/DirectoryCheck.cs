using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>
/// Looks at everything that reconciliation relies on, before it is relied on: server, accounts, schema, rights, limits. Changes nothing
/// in the directory, but for the probe entry that a person asks for. Any server: what it doesn't offer is a finding.
/// </summary>
public sealed class DirectoryCheck(DirectoryConnections connections, DirectoryOptions options)
{
    /// <param name="production">A plain connection is an error.</param>
    /// <param name="probe">Add, change and delete an entry named <c>uid=rscard-probe-…</c> below the student branch.</param>
    /// <param name="said">Told of each finding as it is made.</param>
    /// <returns>All findings, in order.</returns>
    public async Task<IReadOnlyList<CheckFinding>> RunAsync(bool production, bool probe, Action<CheckFinding> said, CancellationToken cancellationToken)
    {
        var findings = new List<CheckFinding>();
        void Say(CheckFinding finding)
        {
            findings.Add(finding);
            said(finding);
        }

        if (await new ConnectionCheck(connections.Endpoint, TimeProvider.System, Say).LookAsync(production, cancellationToken) is { } server)
            await LookBoundAsync(server, probe, Say, cancellationToken);
        return findings;
    }

    private async Task LookBoundAsync(RootDse server, bool probe, Action<CheckFinding> say, CancellationToken cancellationToken)
    {
        var accounts = new AccountCheck(connections.Endpoint, say);
        await using var reader = await SignInAsync(accounts, "Reader", options.Reader, say, cancellationToken);
        await using var sync = await SignInAsync(accounts, "Sync", options.Sync, say, cancellationToken);
        await using var mover = await SignInAsync(accounts, "Mover", options.Mover, say, cancellationToken);
        foreach (var finding in OfferCheck.Look(server))
            say(finding);
        if (reader is null)
            return;

        var look = new BoundLook(options, server, reader, sync, mover, say);
        await look.RunAsync(probe, cancellationToken);
    }

    private static async Task<LdapConnection?> SignInAsync(AccountCheck accounts, string role, DirectoryAccount account, Action<CheckFinding> say, CancellationToken cancellationToken)
    {
        try
        {
            return await accounts.SignInAsync(role, account, cancellationToken);
        }
        catch (LdapException broken)
        {
            say(CheckFinding.Error("CHK-010", $"{role} to reach the server", broken.Message, "look at the server's log"));
            return null;
        }
    }
}

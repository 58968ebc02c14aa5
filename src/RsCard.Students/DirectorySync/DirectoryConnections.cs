using RsCard.Ldap;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// One connection for each service account, shared by everything on the node (operations run side by side on it) and made
/// anew when it broke. Staff sign-in has connections of its own (<c>Accounts/</c>): a working connection is never bound again.
/// </summary>
public sealed class DirectoryConnections(DirectoryOptions options) : IAsyncDisposable
{
    private readonly Dictionary<DirectoryAccount, LdapConnection> open = [];
    private readonly SemaphoreSlim gate = new(1, 1);

    public LdapEndpoint Endpoint { get; } = new(options.Host, options.Port, Enum.Parse<LdapSecurity>(options.Security))
    {
        CaFile = options.CertificateAuthority.Length > 0 ? options.CertificateAuthority : null,
        AllowPlain = options.Security == nameof(LdapSecurity.Plain),
        ConnectTimeout = options.OperationLimit,
        OperationTimeout = options.OperationLimit,
    };

    public Task<LdapConnection> ReaderAsync(CancellationToken cancellationToken) => GetAsync(options.Reader, cancellationToken);

    public Task<LdapConnection> SyncAsync(CancellationToken cancellationToken) => GetAsync(options.Sync, cancellationToken);

    public Task<LdapConnection> MoverAsync(CancellationToken cancellationToken) => GetAsync(options.Mover, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in open.Values)
            await connection.DisposeAsync();

        gate.Dispose();
    }

    private async Task<LdapConnection> GetAsync(DirectoryAccount account, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (open.TryGetValue(account, out var connection))
            {
                if (connection.IsUsable)
                    return connection;

                open.Remove(account);
                await connection.DisposeAsync();
            }

            return open[account] = await SignInAsync(account, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<LdapConnection> SignInAsync(DirectoryAccount account, CancellationToken cancellationToken)
    {
        // The real clock: deadlines are not business time.
        var connection = await LdapConnection.ConnectAsync(Endpoint, TimeProvider.System, cancellationToken);
        try
        {
            var password = (await File.ReadAllTextAsync(account.PasswordFile, cancellationToken)).TrimEnd('\r', '\n');
            var result = await connection.BindAsync(DistinguishedName.Parse(account.Dn), password, LdapRequestOptions.None, cancellationToken);
            return result.IsSuccess ? connection : throw new LdapResultException(result);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

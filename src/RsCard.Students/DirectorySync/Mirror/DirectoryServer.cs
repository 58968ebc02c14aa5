using System.Security.Cryptography;
using System.Text;
using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>Who answers, to whom, and what it can do: asked before each read.</summary>
/// <param name="Account">What it answered to Who am I (RFC 4532); empty where it doesn't offer that.</param>
/// <param name="Name">The server and what it is asked for. A cookie of another name is of no use (RFC 4533, 1.3.1).</param>
/// <param name="ContextCsn">How far it has come; null where it doesn't say.</param>
internal sealed record DirectoryServer(string Account, string Name, bool OffersPaging, bool OffersContentSync, ContextCsn? ContextCsn)
{
    private const string ContextCsnAttribute = "contextCSN";

    /// <exception cref="DirectoryReadException">Another account, or a base that isn't there.</exception>
    public static async Task<DirectoryServer> AskAsync(LdapConnection connection, DirectoryOptions options, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        var baseDn = DistinguishedName.Parse(options.BaseDn);
        var itself = await connection.ReadRootDseAsync(LdapRequestOptions.None, cancellationToken);
        var account = itself.SupportedExtensions.Contains(LdapOid.WhoAmI) ? await connection.WhoAmIAsync(LdapRequestOptions.None, cancellationToken) : null;
        if (account is not null && !IsReader(account, options))
            throw new DirectoryReadException(DirectoryReadException.OtherAccount, account.Length == 0 ? "the server takes the reader for nobody" : "the server takes the reader for another account");

        var context = itself.NamingContexts.Where(context => baseDn == context || baseDn.IsBelow(context)).MaxBy(context => context.Levels.Count)
            ?? throw new DirectoryReadException(DirectoryReadException.NoBase, "the server doesn't hold the base");
        var top = await connection.FindAsync(context, [ContextCsnAttribute], LdapRequestOptions.None, cancellationToken);
        return new DirectoryServer(
            account ?? "",
            NameOf(context, options, attributes),
            itself.SupportedControls.Contains(LdapOid.PagedResults),
            options.UseContentSync && itself.SupportedControls.Contains(LdapOid.SyncRequest),
            ContextCsn.Of(top?.Texts(ContextCsnAttribute) ?? []));
    }

    private static bool IsReader(string account, DirectoryOptions options) =>
        account.StartsWith("dn:", StringComparison.OrdinalIgnoreCase)
        && DistinguishedName.TryParse(account[3..], out var name)
        && name == DistinguishedName.Parse(options.Reader.Dn);

    private static string NameOf(DistinguishedName context, DirectoryOptions options, IReadOnlyList<string> attributes)
    {
        var question = string.Join('\n', [options.BaseDn, options.StudentBranch, options.EmployeeBranch, options.PersonFilter, options.Reader.Dn, .. attributes]);
        return $"{options.Host}:{options.Port} {context} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)))[..16]}";
    }
}

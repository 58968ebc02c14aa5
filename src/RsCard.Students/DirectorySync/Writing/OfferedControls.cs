using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Writing;

/// <summary>Which guards the server offers: asked of its root DSE once, and again after a failure.</summary>
public sealed class OfferedControls(DirectoryConnections connections)
{
    private Offer? known;

    internal async Task<Offer> GetAsync(CancellationToken cancellationToken)
    {
        if (known is { } offer)
            return offer;

        var connection = await connections.ReaderAsync(cancellationToken);
        var controls = (await connection.ReadRootDseAsync(LdapRequestOptions.None, cancellationToken)).SupportedControls;
        return known = new Offer(controls.Contains(LdapOid.Assertion), controls.Contains(LdapOid.PreRead), controls.Contains(LdapOid.PostRead));
    }

    internal sealed record Offer(bool Assertion, bool PreRead, bool PostRead);
}

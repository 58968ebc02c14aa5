using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Writing;

/// <summary>Which guards the server offers: asked of its root DSE, and of the student branch for the attributes that every entry has, once.</summary>
public sealed class OfferedControls(DirectoryConnections connections, DirectoryOptions options)
{
    private Offer? known;

    internal async Task<Offer> GetAsync(CancellationToken cancellationToken)
    {
        if (known is { } offer)
            return offer;

        var connection = await connections.ReaderAsync(cancellationToken);
        var can = await connection.ReadCapabilitiesAsync(DistinguishedName.Parse(options.StudentBranch), LdapRequestOptions.None, cancellationToken);
        return known = new Offer(can.HasAssertion, can.HasPreRead, can.HasPostRead, new EntryMarks(options).Of(can));
    }

    /// <param name="Marks">What an entry is known by and changes with: slapd takes no others in a read control.</param>
    internal sealed record Offer(bool Assertion, bool PreRead, bool PostRead, IReadOnlyList<string> Marks)
    {
        /// <summary>What a read control asks for.</summary>
        public string[] Everything { get; } = ["*", .. Marks];
    }
}

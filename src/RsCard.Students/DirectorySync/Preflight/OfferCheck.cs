using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>What the server offers, and what takes the place of what it doesn't. Pure.</summary>
internal static class OfferCheck
{
    private static readonly (string Oid, string Name, string InItsPlace)[] Wanted =
    [
        (LdapOid.PagedResults, "paged results (RFC 2696)", "everything is read in one answer, and the server's size limit holds"),
        (LdapOid.Assertion, "assertions (RFC 4528)", "a write is guarded by the values it takes away"),
        (LdapOid.PreRead, "pre-read (RFC 4527)", "the entry is read before each write"),
        (LdapOid.PostRead, "post-read (RFC 4527)", "the entry is read after each write"),
        (LdapOid.SyncRequest, "content sync (RFC 4533)", "changes are found by time stamp, and deletions by a sweep of ids"),
    ];

    public static IEnumerable<CheckFinding> Look(RootDse server)
    {
        foreach (var (oid, name, inItsPlace) in Wanted)
        {
            yield return server.SupportedControls.Contains(oid)
                ? CheckFinding.Ok("CHK-060", $"the server offers {name}", "it does")
                : CheckFinding.Warning("CHK-060", $"the server to offer {name}", $"it doesn't: {inItsPlace}", "nothing has to be done; it is slower");
        }
    }
}

using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>What the server offers, and what takes the place of what it doesn't. Pure.</summary>
internal static class OfferCheck
{
    private const string OnlySlower = "nothing has to be done; it is slower";

    private static readonly (string Oid, string Name, string InItsPlace, string Do)[] Wanted =
    [
        (LdapOid.PagedResults, "paged results (RFC 2696)", "everything is read in one answer, and the server's size limit holds", "nothing, as long as CHK-080 is in order"),
        (LdapOid.Assertion, "assertions (RFC 4528)", "a modify is guarded by the values it takes away; before a move and a delete the entry is looked at, and nothing more", "nothing has to be done; who changes an entry in the same moment as a move or a delete isn't noticed"),
        (LdapOid.PreRead, "pre-read (RFC 4527)", "the entry is read before each write", OnlySlower),
        (LdapOid.PostRead, "post-read (RFC 4527)", "the entry is read after each write", OnlySlower),
        (LdapOid.SyncRequest, "content sync (RFC 4533)", "changes are found by time stamp, and deletions by a sweep of ids", OnlySlower + "; where the server can, have it switched on"),
    ];

    public static IEnumerable<CheckFinding> Look(RootDse server)
    {
        foreach (var (oid, name, inItsPlace, act) in Wanted)
        {
            yield return server.SupportedControls.Contains(oid)
                ? CheckFinding.Ok("CHK-060", $"the server offers {name}", "it does")
                : CheckFinding.Warning("CHK-060", $"the server to offer {name}", $"it doesn't: {inItsPlace}", act);
        }
    }
}

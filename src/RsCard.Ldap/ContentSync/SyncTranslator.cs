using System.Diagnostics;
using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>Turns the answers of one refresh into its events (RFC 4533, 3.3): states, phases and cookies made one language.</summary>
internal sealed class SyncTranslator(byte[]? sentCookie)
{
    private bool hasNamedUnchanged;
    private bool isPresentPhaseOver;

    /// <exception cref="LdapException">An answer that isn't one of RFC 4533, a reference, or a result other than success and 4096.</exception>
    public IEnumerable<LdapSyncEvent> Translate(LdapAnswer answer)
    {
        try
        {
            return answer switch
            {
                LdapAnswer.Entry entry => OfEntry(entry),
                LdapAnswer.Intermediate { Name: LdapOid.SyncInfo, Value: { } value } => OfInfo(SyncControls.ReadInfo(value)),
                LdapAnswer.Intermediate => [], // of another extension: to be passed over
                LdapAnswer.Reference reference => throw new LdapReferralException(reference.Addresses),
                LdapAnswer.Done done => OfDone(done),
                _ => throw new UnreachableException(),
            };
        }
        catch (AsnContentException e)
        {
            throw new LdapException(LdapErrorCode.MalformedAnswer, "a sync value that can't be read", e);
        }
    }

    private List<LdapSyncEvent> OfEntry(LdapAnswer.Entry entry)
    {
        var (state, uuid, cookie) = SyncControls.ReadState(ValueOf(entry.Controls, LdapOid.SyncState));
        LdapSyncEvent change = state switch
        {
            SyncState.Present => new LdapSyncEvent.Unchanged(uuid),
            SyncState.Delete => new LdapSyncEvent.Deleted(uuid),
            SyncState.Add or SyncState.Modify => new LdapSyncEvent.Changed(uuid, entry.Value, state == SyncState.Add),
            _ => throw new AsnContentException("an unknown sync state"),
        };
        hasNamedUnchanged |= change is LdapSyncEvent.Unchanged;
        return WithCookie([change], cookie);
    }

    private List<LdapSyncEvent> OfInfo(SyncInfo info)
    {
        switch (info)
        {
            case SyncInfo.IdSet { AreDeleted: true } set:
                return WithCookie([.. set.Ids.Select(id => new LdapSyncEvent.Deleted(id))], set.Cookie);
            case SyncInfo.IdSet set:
                hasNamedUnchanged |= set.Ids.Count > 0;
                return WithCookie([.. set.Ids.Select(id => new LdapSyncEvent.Unchanged(id))], set.Cookie);
            case SyncInfo.PresentPhaseOver:
                isPresentPhaseOver = true;
                return WithCookie([LdapSyncEvent.UnnamedAreDeleted.Instance], info.Cookie);
            default:
                return WithCookie([], info.Cookie);
        }
    }

    private List<LdapSyncEvent> OfDone(LdapAnswer.Done done)
    {
        if (done.Result.Code == LdapResultCode.SyncRefreshRequired
            || (sentCookie is not null && done.Result.Code == LdapResultCode.UnwillingToPerform))
            return [LdapSyncEvent.RefreshRequired.Instance];
        if (!done.Result.IsSuccess)
            throw LdapResultException.For(done.Result);
        var (cookie, refreshDeletes) = SyncControls.ReadDone(ValueOf(done.Result.Controls, LdapOid.SyncDone));
        var end = new LdapSyncEvent.Done(cookie);
        // Without a cookie it was the whole content, whatever the server says of it (slapd says refreshDeletes).
        if (sentCookie is null)
            return isPresentPhaseOver ? [end] : [LdapSyncEvent.UnnamedAreDeleted.Instance, end];
        if (refreshDeletes || isPresentPhaseOver)
            return [end];
        if (hasNamedUnchanged)
            return [LdapSyncEvent.UnnamedAreDeleted.Instance, end];
        // By the RFC this says that everything but the entries named as changed is gone. 389 Directory Server says it of every
        // refresh, and means the opposite (akkornel/syncrepl issue 24): what is there has to be asked for in another way.
        return cookie is not null && cookie.AsSpan().SequenceEqual(sentCookie) ? [end] : WithCookieBefore(LdapSyncEvent.RefreshRequired.Instance, cookie);
    }

    private static List<LdapSyncEvent> WithCookieBefore(LdapSyncEvent last, byte[]? cookie) => [.. WithCookie([], cookie), last];

    private static List<LdapSyncEvent> WithCookie(List<LdapSyncEvent> events, byte[]? cookie)
    {
        if (cookie is not null)
            events.Add(new LdapSyncEvent.NewCookie(cookie));
        return events;
    }

    // Without its control an answer says nothing: the server took the search for an ordinary one.
    private static byte[] ValueOf(IReadOnlyList<LdapControl> controls, string oid) =>
        controls.FirstOrDefault(control => control.Oid == oid)?.Value
        ?? throw new LdapException(LdapErrorCode.UnexpectedAnswer, "an answer to a refresh without its control");
}

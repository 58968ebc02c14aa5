using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Text;

namespace RsCard.Ldap;

/// <summary>
/// A connection to an LDAPv3 server. Any number of operations may be in flight at once, from any thread (a bind goes
/// alone). Once broken it stays broken: make a new one. What the server decides is a value; every method throws
/// <see cref="LdapException"/> for a broken world (for a write that may have been done,
/// <see cref="LdapOutcomeUnknownException"/>) and <see cref="OperationCanceledException"/> for the caller's token.
/// </summary>
public sealed class LdapConnection : IAsyncDisposable
{
    private readonly MessageChannel channel;
    private readonly LdapEndpoint endpoint;
    private readonly TimeProvider time;
    private int bindsBegun;

    private LdapConnection(LdapEndpoint endpoint, MessageChannel channel, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.channel = channel;
        this.time = time;
    }

    /// <summary>False from the first break on; the connection is then of no use.</summary>
    public bool IsUsable => channel.IsUsable;

    /// <summary>Connects, proved by TLS as the endpoint says; anonymous until <see cref="BindAsync"/>.</summary>
    /// <param name="endpoint">Where, and how it is proved.</param>
    /// <param name="time">The clock of deadlines: the real one, not one that moves business days.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LdapConnection> ConnectAsync(LdapEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var stream = await Transport.OpenAsync(endpoint, time, cancellationToken);
        return new LdapConnection(endpoint, new MessageChannel(stream, endpoint.MaxMessageBytes, time), time);
    }

    /// <summary>Signs in with name and password (RFC 4513, 5.1.3), once on a connection and beside no other operation.</summary>
    /// <returns><see cref="LdapResultCode.InvalidCredentials"/> for a wrong name or password alike.</returns>
    /// <exception cref="LdapException">Empty name or password, or a second bind: nothing was sent.</exception>
    public async Task<LdapResult> BindAsync(DistinguishedName dn, string password, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dn);
        // An empty password signs in anybody, as nobody (RFC 4513, 5.1.2).
        if (dn.IsRoot || string.IsNullOrEmpty(password))
            throw new LdapException(LdapErrorCode.EmptyCredentials, "a bind needs a name and a password");
        if (Interlocked.Exchange(ref bindsBegun, 1) != 0)
            throw new LdapException(LdapErrorCode.BindNotAllowed, "a connection is bound once; make a new one");
        return (await AskAsync(OperationKind.Bind, LdapTag.BindResponse, RequestWriter.Bind(dn, password), options, cancellationToken)).Result;
    }

    /// <summary>Who the server thinks this is (RFC 4532): <c>dn:…</c>, or empty for anonymous.</summary>
    /// <exception cref="LdapResultException">The server doesn't say.</exception>
    public async Task<string> WhoAmIAsync(LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var done = await AskAsync(OperationKind.Read, LdapTag.ExtendedResponse, RequestWriter.Extended(LdapOid.WhoAmI), options, cancellationToken);
        return done.Result.IsSuccess ? Encoding.UTF8.GetString(done.ExtendedValue ?? []) : throw new LdapResultException(done.Result);
    }

    /// <summary>Adds an entry. 68 where the name is taken, 32 where the parent is missing.</summary>
    public Task<LdapResult> AddAsync(DistinguishedName dn, IReadOnlyList<LdapAttribute> attributes, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.AddResponse, RequestWriter.Add(dn, attributes), options, cancellationToken);

    /// <summary>Changes an entry: all changes in order, or none.</summary>
    public Task<LdapResult> ModifyAsync(DistinguishedName dn, IReadOnlyList<LdapModification> changes, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.ModifyResponse, RequestWriter.Modify(dn, changes), options, cancellationToken);

    /// <summary>Renames an entry, and moves it where <paramref name="newParent"/> isn't null. Its entryUUID stays.</summary>
    /// <param name="dn">The entry.</param>
    /// <param name="newRdn">Its new own level; may be the one it has.</param>
    /// <param name="deleteOldRdn">Whether the old level's values leave the entry.</param>
    /// <param name="newParent">Where it goes, or null: it stays where it is.</param>
    /// <param name="options">Controls and deadline.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<LdapResult> ModifyDnAsync(DistinguishedName dn, RelativeName newRdn, bool deleteOldRdn, DistinguishedName? newParent, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.ModifyDnResponse, RequestWriter.ModifyDn(dn, newRdn, deleteOldRdn, newParent), options, cancellationToken);

    /// <summary>Deletes an entry without children. 32 where it is gone already.</summary>
    public Task<LdapResult> DeleteAsync(DistinguishedName dn, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.DeleteResponse, RequestWriter.Delete(dn), options, cancellationToken);

    /// <summary>Asks whether an entry has a value: <see cref="LdapResultCode.CompareTrue"/> or <see cref="LdapResultCode.CompareFalse"/>.</summary>
    public async Task<LdapResult> CompareAsync(DistinguishedName dn, string attribute, string value, LdapRequestOptions options, CancellationToken cancellationToken) =>
        (await AskAsync(OperationKind.Read, LdapTag.CompareResponse, RequestWriter.Compare(dn, AttributeName.Checked(attribute), Utf8Text.Encode(value)), options, cancellationToken)).Result;

    /// <summary>The entry, or null where it isn't there or may not be seen.</summary>
    /// <param name="dn">The entry.</param>
    /// <param name="attributes">As in <see cref="LdapSearch"/>.</param>
    /// <param name="options">Controls and deadline.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="LdapResultException">Another result than success and 32.</exception>
    public async Task<LdapEntry?> FindAsync(DistinguishedName dn, IReadOnlyList<string> attributes, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var found = await SearchAllAsync(new LdapSearch(dn, LdapScope.Base, LdapFilter.Everything, attributes), options, cancellationToken);
        if (found.Result.Category is not (LdapResultCategory.Success or LdapResultCategory.NoSuchObject))
            throw new LdapResultException(found.Result);
        return found.Entries.Count == 0 ? null : found.Entries[0];
    }

    /// <summary>What the server says about itself; needs no bind.</summary>
    public async Task<RootDse> ReadRootDseAsync(LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(DistinguishedName.Root, RootDse.Attributes, options, cancellationToken);
        return entry is null
            ? throw new LdapException(LdapErrorCode.UnexpectedAnswer, "the server doesn't show its root DSE")
            : RootDse.From(entry);
    }

    /// <summary>A search's entries as they come, page by page; the deadline is for each page. Leaving early abandons it.</summary>
    /// <exception cref="LdapResultException">It ended with another result than success: what came is a part of the truth.</exception>
    /// <exception cref="LdapException"><see cref="LdapErrorCode.ReferenceNotFollowed"/>: a part lies on another server.</exception>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(LdapSearch search, LdapRequestOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var answer in PagesAsync(search, options, cancellationToken))
        {
            switch (answer)
            {
                case LdapAnswer.Entry entry:
                    yield return entry.Value;
                    break;
                case LdapAnswer.Reference:
                    throw new LdapException(LdapErrorCode.ReferenceNotFollowed, "a part of the tree lies on another server");
                case LdapAnswer.Done { Result.IsSuccess: false } done:
                    throw new LdapResultException(done.Result);
            }
        }
    }

    /// <summary>A search's whole answer, its result whatever it is; the deadline is for each page.</summary>
    public async Task<LdapSearchResult> SearchAllAsync(LdapSearch search, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var entries = new List<LdapEntry>();
        var references = new List<string>();
        LdapResult? result = null;
        await foreach (var answer in PagesAsync(search, options, cancellationToken))
        {
            if (answer is LdapAnswer.Entry entry)
                entries.Add(entry.Value);
            else if (answer is LdapAnswer.Reference reference)
                references.AddRange(reference.Addresses);
            else if (answer is LdapAnswer.Done done)
                result = done.Result;
        }

        return new LdapSearchResult(result ?? throw new InvalidOperationException("a search without an end"), entries, references);
    }

    /// <summary>Says goodbye and closes; what is still pending fails.</summary>
    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private async IAsyncEnumerable<LdapAnswer> PagesAsync(LdapSearch search, LdapRequestOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(options);
        var isPaged = search.PageSize > 0 && search.Scope != LdapScope.Base;
        byte[] cookie = [];
        do
        {
            IReadOnlyList<LdapControl> controls =
                isPaged ? [.. options.Controls, PagedResults.Request(search.PageSize, cookie)] : options.Controls;
            using var exchange = Begin(OperationKind.Search, LdapTag.SearchDone, RequestWriter.Search(search), options with { Controls = controls }, cancellationToken);
            LdapAnswer answer;
            while ((answer = await exchange.NextAsync()) is not LdapAnswer.Done)
                yield return answer;

            var done = (LdapAnswer.Done)answer;
            cookie = done.Result.IsSuccess ? PagedResults.NextCookie(done.Result) : [];
            if (cookie.Length == 0)
                yield return done;
        }
        while (cookie.Length > 0);
    }

    private async Task<LdapResult> WriteAsync(Asn1Tag doneTag, Action<AsnWriter> request, LdapRequestOptions options, CancellationToken cancellationToken) =>
        (await AskAsync(OperationKind.Write, doneTag, request, options, cancellationToken)).Result;

    private async Task<LdapAnswer.Done> AskAsync(OperationKind kind, Asn1Tag doneTag, Action<AsnWriter> request, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var exchange = Begin(kind, doneTag, request, options, cancellationToken);
        while (true)
        {
            if (await exchange.NextAsync() is LdapAnswer.Done done)
                return done;
        }
    }

    private Exchange Begin(OperationKind kind, Asn1Tag doneTag, Action<AsnWriter> request, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operation = channel.Begin(kind, doneTag, request, options.Controls);
        return new Exchange(channel, operation, options.Deadline ?? endpoint.OperationTimeout, time, cancellationToken);
    }
}

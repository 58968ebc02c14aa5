using System.Runtime.CompilerServices;

namespace RsCard.Ldap;

/// <content>What reads entries.</content>
public sealed partial class LdapConnection
{
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
            throw LdapResultException.For(found.Result);
        if (found.References.Count > 0)
            throw new LdapReferralException(found.References);
        return found.Entries.Count == 0 ? null : found.Entries[0];
    }

    /// <summary>What the server says about itself; needs no bind.</summary>
    public async Task<RootDse> ReadRootDseAsync(LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(DistinguishedName.Root, RootDse.Attributes, options, cancellationToken)
            ?? throw new LdapException(LdapErrorCode.UnexpectedAnswer, "the server doesn't show its root DSE");
        return RootDse.From(entry);
    }

    /// <summary>The server's schema, from the subschema entry that its root DSE names.</summary>
    /// <exception cref="LdapException"><see cref="LdapErrorCode.SchemaUnreadable"/>: none shown, or not text.</exception>
    public async Task<DirectorySchema> ReadSchemaAsync(LdapRequestOptions options, CancellationToken cancellationToken)
    {
        var subschema = (await ReadRootDseAsync(options, cancellationToken)).Subschema;
        var search = new LdapSearch(subschema ?? DistinguishedName.Root, LdapScope.Base, LdapFilter.Equal("objectClass", "subschema"), DirectorySchema.Attributes);
        var found = subschema is null ? null : await SearchAllAsync(search, options, cancellationToken);
        if (found is not { Result.IsSuccess: true, Entries: [var entry] })
            throw new LdapException(LdapErrorCode.SchemaUnreadable, "the server doesn't show its schema to this account");
        try
        {
            return new DirectorySchema(entry.Texts("attributeTypes"), entry.Texts("objectClasses")) is { IsEmpty: false } schema
                ? schema
                : throw new LdapException(LdapErrorCode.SchemaUnreadable, "the schema that the server shows to this account is empty");
        }
        catch (ArgumentException e)
        {
            throw new LdapException(LdapErrorCode.SchemaUnreadable, "the schema isn't text", e);
        }
    }

    /// <summary>What the server offers this account (see <see cref="DirectoryCapabilities"/>).</summary>
    /// <param name="sample">An entry the account reads, such as the branch it works in: its operational attributes count.</param>
    /// <param name="options">Controls and deadline, of each of the three reads.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="LdapException"><see cref="LdapErrorCode.SampleNotFound"/>.</exception>
    public Task<DirectoryCapabilities> ReadCapabilitiesAsync(DistinguishedName sample, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return DirectoryCapabilities.ReadAsync(this, sample, options, cancellationToken);
    }

    /// <summary>The contextCSN of a naming context, sorted: the same as before means that nothing below has changed. Empty: not offered.</summary>
    public Task<IReadOnlyList<string>> ReadContextCsnAsync(DistinguishedName namingContext, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namingContext);
        return DirectoryCapabilities.ReadContextCsnAsync(this, namingContext, options, cancellationToken);
    }

    /// <summary>A search's entries as they come, page by page; the deadline is for each page. Leaving early abandons it.</summary>
    /// <exception cref="LdapResultException">It ended with another result than success: what came is a part of the truth.</exception>
    /// <exception cref="LdapReferralException">A part lies on another server.</exception>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(LdapSearch search, LdapRequestOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var answer in PagesAsync(search, options, cancellationToken))
        {
            switch (answer)
            {
                case LdapAnswer.Entry entry:
                    yield return entry.Value;
                    break;
                case LdapAnswer.Reference reference:
                    throw new LdapReferralException(reference.Addresses);
                case LdapAnswer.Done { Result.IsSuccess: false } done:
                    throw LdapResultException.For(done.Result);
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

    /// <summary>What changed since the request's cookie, step by step (RFC 4533, refreshOnly). The deadline is for the whole of it.</summary>
    /// <exception cref="LdapResultException">Another result than success and 4096, such as 12: not offered.</exception>
    public async IAsyncEnumerable<LdapSyncEvent> SyncAsync(LdapSyncRequest request, LdapRequestOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        var search = new LdapSearch(request.Base, request.Scope, request.Filter, request.Attributes) { PageSize = 0 };
        var translator = new SyncTranslator(request.Cookie);
        await foreach (var answer in PageAsync(search, options, SyncControls.Request(request), cancellationToken))
        {
            foreach (var step in translator.Translate(answer))
                yield return step;
        }
    }

    /// <summary>As <see cref="SyncAsync"/>, all steps put together.</summary>
    public Task<LdapSyncOutcome> SyncAllAsync(LdapSyncRequest request, LdapRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return LdapSyncOutcome.CollectAsync(SyncAsync(request, options, cancellationToken), request.Cookie);
    }

    private async IAsyncEnumerable<LdapAnswer> PagesAsync(LdapSearch search, LdapRequestOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(options);
        var pages = search.PageSize > 0 && search.Scope != LdapScope.Base ? new PagedResults(search.PageSize) : null;
        LdapAnswer.Done? last = null;
        do
        {
            await foreach (var answer in PageAsync(search, options, pages?.Request(), cancellationToken))
            {
                if (answer is LdapAnswer.Done done)
                {
                    last = done;
                }
                else
                {
                    if (answer is LdapAnswer.Entry entry)
                        pages?.Came(entry.Value.Dn);
                    yield return answer;
                }
            }
        }
        while (pages is not null && last is { Result.IsSuccess: true } && pages.HasMore(last.Result));
        yield return last ?? throw new System.Diagnostics.UnreachableException();
    }

    private async IAsyncEnumerable<LdapAnswer> PageAsync(LdapSearch search, LdapRequestOptions options, LdapControl? control, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kind = search.Base.IsRoot && search.Scope == LdapScope.Base ? OperationKind.Inquiry : OperationKind.Search;
        if (control is not null)
            options = options with { Controls = [.. options.Controls, control] };
        using var exchange = Begin(kind, LdapTag.SearchDone, RequestWriter.Search(search), options, cancellationToken);
        LdapAnswer answer;
        do
        {
            answer = await exchange.NextAsync();
            yield return answer;
        }
        while (answer is not LdapAnswer.Done);
    }
}

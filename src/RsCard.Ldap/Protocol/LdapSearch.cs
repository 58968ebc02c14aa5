namespace RsCard.Ldap;

/// <summary>How far below the base a search goes.</summary>
public enum LdapScope
{
    /// <summary>The base entry alone.</summary>
    Base = 0,

    /// <summary>Its children, not itself.</summary>
    OneLevel = 1,

    /// <summary>Itself and everything below.</summary>
    Subtree = 2,
}

/// <summary>A search (RFC 4511, 4.5.1). Aliases are never followed.</summary>
/// <param name="Base">Where it begins.</param>
/// <param name="Scope">How far it goes.</param>
/// <param name="Filter">What matches.</param>
/// <param name="Attributes">Which attributes to show; empty: all user attributes. <c>1.1</c>: none, <c>+</c>: the operational ones.</param>
public sealed record LdapSearch(DistinguishedName Base, LdapScope Scope, LdapFilter Filter, IReadOnlyList<string> Attributes)
{
    /// <summary>Entries at most; 0: the server's own limit. With paging it counts for each page on some servers.</summary>
    public int SizeLimit { get; init; }

    /// <summary>The server's working time at most, in whole seconds; zero: the server's own limit.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.Zero;

    /// <summary>Entries in a page; 0: no paging. Default 500. A base search is never paged.</summary>
    public int PageSize { get; init; } = 500;
}

/// <summary>A search's whole answer.</summary>
/// <param name="Result">How it ended; with <see cref="LdapResultCategory.LimitExceeded"/> the entries are a part of the truth.</param>
/// <param name="Entries">What was found.</param>
/// <param name="References">Addresses where more may lie; never followed.</param>
public sealed record LdapSearchResult(LdapResult Result, IReadOnlyList<LdapEntry> Entries, IReadOnlyList<string> References)
{
    /// <summary>Whether <see cref="Entries"/> is all there is: success, and nothing on another server.</summary>
    public bool IsWhole => Result.IsSuccess && References.Count == 0;
}

using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>The directory couldn't be read in a way that can be trusted. The mirror is as it was before.</summary>
/// <param name="code">Stable: <c>DIR-001</c>, <c>DIR-030</c> … (docs/operations.md).</param>
/// <param name="detail">Without personal data.</param>
public sealed class DirectoryReadException(string code, string detail, Exception? innerException = null)
    : Exception($"{code}: {detail}", innerException)
{
    /// <summary>Who am I names nobody, or another account than the reader's: it sees another tree.</summary>
    public const string OtherAccount = "DIR-030";

    /// <summary>A limit of the server cut the answer: what came is a part of the truth.</summary>
    public const string LimitExceeded = "DIR-031";

    /// <summary>A part of the tree lies on another server.</summary>
    public const string Elsewhere = "DIR-032";

    /// <summary>Pages or entries that can't be: the same again, or more than any region has.</summary>
    public const string Untrustworthy = "DIR-033";

    /// <summary>An entry came without entryUUID: the account may not read it, or the server has none.</summary>
    public const string WithoutUuid = "DIR-034";

    /// <summary>The base isn't there, or this account may not see it.</summary>
    public const string NoBase = "DIR-035";

    /// <summary>The read took longer than it may.</summary>
    public const string TooSlow = "DIR-036";

    /// <summary>Another read ended meanwhile, and its truth is the later one.</summary>
    public const string Overtaken = "DIR-037";

    /// <summary>The directory doesn't answer, or not in LDAP.</summary>
    public const string NoAnswer = "DIR-001";

    public string Code { get; } = code;

    /// <summary>What went wrong, without its code.</summary>
    public string Detail { get; } = detail;

    /// <summary>What a failure of the connection, or a result that isn't success, means to a read.</summary>
    public static DirectoryReadException For(LdapException broken) => broken switch
    {
        LdapReferralException => new(Elsewhere, "a part of the tree lies on another server", broken),
        LdapResultException { Result.Category: LdapResultCategory.LimitExceeded } cut => new(LimitExceeded, $"a limit of the server cut the answer ({(int)cut.Result.Code})", broken),
        LdapResultException { Result.Category: LdapResultCategory.NoSuchObject } => new(NoBase, "the base isn't there, or this account may not see it", broken),
        { Code: LdapErrorCode.PagingBroken } => new(Untrustworthy, "the server's pages can't be true", broken),
        _ => new(NoAnswer, $"the directory doesn't answer as it should ({broken.Code})", broken),
    };
}

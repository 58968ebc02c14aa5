namespace RsCard.Ldap;

/// <summary>
/// A broken world: no connection, no proof of the server, no answer in time, an answer that isn't LDAP.
/// What the server decided is a value instead (<see cref="LdapResult"/>).
/// An <see cref="LdapException"/> that isn't an <see cref="LdapOutcomeUnknownException"/> changed nothing in the directory.
/// </summary>
public class LdapException(string code, string message, Exception? innerException = null)
    : Exception($"{code}: {message}", innerException)
{
    /// <summary>One of <see cref="LdapErrorCode"/>.</summary>
    public string Code { get; } = code;
}

/// <summary>
/// A write left this process and no answer came (broken connection, deadline): done or not done, nobody knows.
/// Read the entry and plan again.
/// </summary>
public sealed class LdapOutcomeUnknownException(string code, string message, Exception? innerException = null)
    : LdapException(code, message, innerException);

/// <summary>
/// The caller's token ended the wait for a write that may have left this process: as with
/// <see cref="LdapOutcomeUnknownException"/>, done or not done, nobody knows. A write that was cancelled before it left
/// throws a plain <see cref="OperationCanceledException"/> and changed nothing.
/// </summary>
public sealed class LdapWriteCanceledException(CancellationToken cancellationToken)
    : OperationCanceledException($"{LdapErrorCode.CanceledOutcomeUnknown}: a write was given up on its way: read the entry", cancellationToken);

/// <summary>A read, a search or a bind that ended with a result other than success.</summary>
public class LdapResultException : LdapException
{
    public LdapResultException(LdapResult result)
        : this(result, LdapErrorCode.SearchFailed)
    {
    }

    private protected LdapResultException(LdapResult result, string code)
        : base(code, result is null ? throw new ArgumentNullException(nameof(result)) : $"the server answered with {(int)result.Code} ({result.Code})") => Result = result;

    /// <summary>What the server answered.</summary>
    public LdapResult Result { get; }

    /// <summary>The exception for a result other than success: <see cref="LdapReferralException"/> where another server has the answer.</summary>
    public static LdapResultException For(LdapResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Category == LdapResultCategory.Elsewhere ? new LdapReferralException(result) : new LdapResultException(result);
    }
}

/// <summary>
/// The answer, or a part of it, lies on another server (<see cref="LdapErrorCode.ReferenceNotFollowed"/>): a referral as a
/// result, or a reference in the middle of a search. Never followed: another server would be told the password.
/// </summary>
public sealed class LdapReferralException : LdapResultException
{
    /// <param name="result">The result with category <see cref="LdapResultCategory.Elsewhere"/>.</param>
    public LdapReferralException(LdapResult result)
        : base(result, LdapErrorCode.ReferenceNotFollowed)
    {
    }

    internal LdapReferralException(IReadOnlyList<string> addresses)
        : this(new LdapResult(LdapResultCode.Referral, "", "", addresses, []))
    {
    }

    /// <summary>Where the rest lies, as the server wrote it (LDAP URLs).</summary>
    public IReadOnlyList<string> Addresses => Result.Referrals;
}

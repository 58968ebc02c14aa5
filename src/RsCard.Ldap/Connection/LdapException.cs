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

/// <summary>A streaming search or a read that ended with a result other than success.</summary>
public sealed class LdapResultException(LdapResult result)
    : LdapException(LdapErrorCode.SearchFailed, $"the search ended with {(int)result.Code} ({result.Code})")
{
    /// <summary>What the server answered.</summary>
    public LdapResult Result { get; } = result;
}

using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync;

/// <summary>What a directory that can't be asked, or didn't answer, means to a run and its writes: another attempt, later.</summary>
internal static class DirectoryFailure
{
    public static bool Is(Exception failure) => failure is LdapException or DirectoryReadException;

    public static WorkOutcome.Transient Of(Exception failure) => failure switch
    {
        LdapOutcomeUnknownException unknown => new("DIR-004", $"{unknown.Code}: perhaps written; the next attempt reads first"),
        DirectoryReadException unreadable => new(unreadable.Code, unreadable.Detail),
        _ => new(DirectoryReadException.NoAnswer, failure.Message),
    };

    /// <summary>The server did answer: what it refused may be the fault of one of several that were asked for at once.</summary>
    public static bool IsAnswer(Exception failure) => failure is LdapResultException or DirectoryReadException { Code: not DirectoryReadException.NoAnswer };
}

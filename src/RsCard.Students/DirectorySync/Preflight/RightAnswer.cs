using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>Whether an account may do something, as told by a request that changes nothing either way.</summary>
/// <param name="Code">What the server answered.</param>
internal readonly record struct RightAnswer(Right Right, LdapResultCode Code)
{
    public override string ToString() => Right switch
    {
        Right.Granted => $"it may ({(int)Code})",
        Right.Refused => $"it may not ({(int)Code})",
        _ when Code == LdapResultCode.UnavailableCriticalExtension => "it can't be told without writing: the server offers no assertions",
        _ => $"the answer tells nothing ({(int)Code})",
    };
}

internal enum Right
{
    Unknown,
    Granted,
    Refused,
}

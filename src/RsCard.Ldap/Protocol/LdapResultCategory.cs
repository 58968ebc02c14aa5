namespace RsCard.Ldap;

/// <summary>What a result code means to who asked.</summary>
public enum LdapResultCategory
{
    /// <summary>Done (or, for a compare, answered).</summary>
    Success,

    /// <summary>The entry, or the parent of a new one, isn't there. A delete that meets this is done.</summary>
    NoSuchObject,

    /// <summary>An entry of that name is there already.</summary>
    AlreadyExists,

    /// <summary>The value is there already, or the value to delete isn't: the entry is not as it was thought to be.</summary>
    ValueMismatch,

    /// <summary>The assertion didn't hold (RFC 4528): read again and plan again.</summary>
    AssertionFailed,

    /// <summary>Against a rule of the server, such as a unique value.</summary>
    ConstraintViolation,

    /// <summary>Against the schema or the naming rules: a repeat gives the same.</summary>
    InvalidData,

    /// <summary>This account may not.</summary>
    InsufficientRights,

    /// <summary>Wrong name or password.</summary>
    InvalidCredentials,

    /// <summary>The server wants a protected connection or another kind of sign-in.</summary>
    ProtectionRequired,

    /// <summary>A size, time or administrative limit cut the answer.</summary>
    LimitExceeded,

    /// <summary>Not now: the same request can succeed later.</summary>
    Transient,

    /// <summary>The answer lies on another server.</summary>
    Elsewhere,

    /// <summary>A sync cookie is of no use any more (RFC 4533): begin without one.</summary>
    SyncRefreshRequired,

    /// <summary>The server doesn't do this, or took the request for wrong: a fault of configuration or program.</summary>
    Unsupported,

    /// <summary>A code that isn't in the table. Never success.</summary>
    Unknown,
}

/// <summary>The one table from codes to categories.</summary>
public static class LdapResultCategories
{
    /// <summary>The category of <paramref name="code"/>.</summary>
    public static LdapResultCategory Of(LdapResultCode code) => code switch
    {
        LdapResultCode.Success or LdapResultCode.CompareTrue or LdapResultCode.CompareFalse => LdapResultCategory.Success,
        LdapResultCode.NoSuchObject => LdapResultCategory.NoSuchObject,
        LdapResultCode.EntryAlreadyExists => LdapResultCategory.AlreadyExists,
        LdapResultCode.NoSuchAttribute or LdapResultCode.AttributeOrValueExists => LdapResultCategory.ValueMismatch,
        LdapResultCode.AssertionFailed => LdapResultCategory.AssertionFailed,
        LdapResultCode.ConstraintViolation => LdapResultCategory.ConstraintViolation,
        LdapResultCode.UndefinedAttributeType or LdapResultCode.InappropriateMatching
            or LdapResultCode.InvalidAttributeSyntax or LdapResultCode.InvalidDnSyntax
            or LdapResultCode.NamingViolation or LdapResultCode.ObjectClassViolation
            or LdapResultCode.NotAllowedOnNonLeaf or LdapResultCode.NotAllowedOnRdn
            or LdapResultCode.ObjectClassModsProhibited => LdapResultCategory.InvalidData,
        LdapResultCode.InsufficientAccessRights or LdapResultCode.AuthorizationDenied => LdapResultCategory.InsufficientRights,
        LdapResultCode.InvalidCredentials or LdapResultCode.InappropriateAuthentication => LdapResultCategory.InvalidCredentials,
        LdapResultCode.ConfidentialityRequired or LdapResultCode.StrongerAuthRequired
            or LdapResultCode.AuthMethodNotSupported => LdapResultCategory.ProtectionRequired,
        LdapResultCode.SizeLimitExceeded or LdapResultCode.TimeLimitExceeded
            or LdapResultCode.AdminLimitExceeded => LdapResultCategory.LimitExceeded,
        LdapResultCode.Busy or LdapResultCode.Unavailable => LdapResultCategory.Transient,
        LdapResultCode.Referral or LdapResultCode.AffectsMultipleDsas => LdapResultCategory.Elsewhere,
        LdapResultCode.SyncRefreshRequired => LdapResultCategory.SyncRefreshRequired,
        LdapResultCode.ProtocolError or LdapResultCode.OperationsError or LdapResultCode.UnavailableCriticalExtension
            or LdapResultCode.UnwillingToPerform or LdapResultCode.LoopDetect or LdapResultCode.AliasProblem
            or LdapResultCode.AliasDereferencingProblem or LdapResultCode.SaslBindInProgress => LdapResultCategory.Unsupported,
        _ => LdapResultCategory.Unknown,
    };
}

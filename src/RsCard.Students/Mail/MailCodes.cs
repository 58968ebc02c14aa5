namespace RsCard.Students.Mail;

/// <summary>
/// The stable codes of what can go wrong with a mail: the same in log, page and docs. A code is never given another meaning.
/// </summary>
public static class MailCodes
{
    /// <summary>The server's name isn't found, or nothing answers there. Nothing was sent.</summary>
    public const string Unreachable = "MAIL-001";

    /// <summary>The time limit passed before the server's last answer.</summary>
    public const string TimeLimit = "MAIL-002";

    /// <summary>The connection broke before the server's last answer.</summary>
    public const string ConnectionBroken = "MAIL-003";

    /// <summary>421: the server is closing or overloaded.</summary>
    public const string ServerClosing = "MAIL-004";

    /// <summary>Any other 4xx: the server refuses for now.</summary>
    public const string RefusedForNow = "MAIL-005";

    /// <summary>450, 451 or 452 for the recipient: the mailbox can't take mail now.</summary>
    public const string RecipientRefusedForNow = "MAIL-006";

    /// <summary>5xx for the recipient: there is no such mailbox, or it takes nothing from us. Mend the address.</summary>
    public const string RecipientRefused = "MAIL-007";

    /// <summary>5xx for the sender or the mail itself.</summary>
    public const string MailRefused = "MAIL-008";

    /// <summary>530 or 535: the server wants a login or TLS, or has refused our login. Mend the settings; the mails are in order.</summary>
    public const string LoginRefused = "MAIL-009";

    /// <summary>The server offers no STARTTLS, which the settings require. Nothing was sent.</summary>
    public const string TlsNotOffered = "MAIL-010";

    /// <summary>The server's certificate isn't trusted, or the handshake failed. Nothing was sent.</summary>
    public const string TlsFailed = "MAIL-011";

    /// <summary>An address can't be used, or a header would hold a line break: refused by us, nothing was sent.</summary>
    public const string MalformedMail = "MAIL-012";

    /// <summary>The address has other letters than a–z before the @, and the server can't take such (RFC 6531).</summary>
    public const string AddressNeedsSmtpUtf8 = "MAIL-013";

    /// <summary>The pick-up folder can't be written.</summary>
    public const string FolderNotWritable = "MAIL-014";

    /// <summary>Those where a retry to the same address won't help.</summary>
    internal static string[] WrongAddress { get; } = [RecipientRefused, MalformedMail, AddressNeedsSmtpUtf8];

    /// <summary>An answer that isn't in the table. Never taken for success.</summary>
    public const string UnknownAnswer = "MAIL-099";
}

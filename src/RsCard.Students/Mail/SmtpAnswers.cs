using System.Globalization;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace RsCard.Students.Mail;

/// <summary>
/// The one place where an answer of a mail server becomes a <see cref="MailDelivery"/>.
/// <see cref="SmtpClient"/> tells of the stage only for a refused recipient (450, 452, 550–553); every other answer looks
/// alike whether it came to the greeting, the sender or the mail's final dot (RFC 5321 section 4.2).
/// </summary>
internal static partial class SmtpAnswers
{
    public static MailDelivery TimeLimitPassed(TimeSpan limit) =>
        new MailDelivery.OutcomeUnknown(MailCodes.TimeLimit, $"no answer within {limit}");

    public static MailDelivery Read(SmtpException failure, bool tlsRequired, bool addressIsAscii) => (int)failure.StatusCode switch
    {
        (int)SmtpStatusCode.GeneralFailure => ReadWithoutAnswer(failure, tlsRequired, addressIsAscii),
        421 => new MailDelivery.Transient(MailCodes.ServerClosing, Detail(failure)),
        530 or 534 or 535 or 538 => new MailDelivery.Transient(MailCodes.LoginRefused, Detail(failure)),
        >= 400 and < 500 when failure is SmtpFailedRecipientException =>
            new MailDelivery.Transient(MailCodes.RecipientRefusedForNow, Detail(failure)),
        >= 500 and < 600 when failure is SmtpFailedRecipientException =>
            new MailDelivery.Permanent(MailCodes.RecipientRefused, Detail(failure)),
        >= 400 and < 500 => new MailDelivery.Transient(MailCodes.RefusedForNow, Detail(failure)),
        >= 500 and < 600 => new MailDelivery.Permanent(MailCodes.MailRefused, Detail(failure)),
        _ => new MailDelivery.OutcomeUnknown(MailCodes.UnknownAnswer, Detail(failure)),
    };

    private static MailDelivery ReadWithoutAnswer(SmtpException failure, bool tlsRequired, bool addressIsAscii) => failure.InnerException switch
    {
        // Only connecting throws it bare; on an open connection it comes inside an IOException.
        SocketException socket => new MailDelivery.Transient(MailCodes.Unreachable, socket.SocketErrorCode.ToString()),
        AuthenticationException => new MailDelivery.Transient(MailCodes.TlsFailed, "the certificate isn't trusted, or the handshake failed"),
        IOException => new MailDelivery.OutcomeUnknown(MailCodes.ConnectionBroken, "the connection broke"),
        null when IsServerAnswer(failure) => new MailDelivery.OutcomeUnknown(MailCodes.UnknownAnswer, "an answer outside the protocol"),

        // What is left is what SmtpClient refuses after the server's EHLO answer, before it sends anything of the mail.
        null when !addressIsAscii => new MailDelivery.Permanent(MailCodes.AddressNeedsSmtpUtf8, "the server doesn't offer SMTPUTF8"),
        null when tlsRequired => new MailDelivery.Transient(MailCodes.TlsNotOffered, "the server doesn't offer STARTTLS"),
        var inner => new MailDelivery.OutcomeUnknown(MailCodes.UnknownAnswer, (inner ?? failure).GetType().Name),
    };

    private static bool IsServerAnswer(SmtpException failure) =>
        failure.Message.Contains("server response", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbers alone: the words of an answer often hold the recipient's address.</summary>
    private static string Detail(SmtpException failure)
    {
        var code = ((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture);
        var enhanced = EnhancedCode().Match(failure.Message);
        return enhanced.Success ? $"{code} {enhanced.Value}" : code;
    }

    /// <summary>RFC 3463.</summary>
    [GeneratedRegex(@"\b[245]\.[0-9]{1,3}\.[0-9]{1,3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex EnhancedCode();
}

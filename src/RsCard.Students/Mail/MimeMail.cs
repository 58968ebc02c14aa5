using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;

namespace RsCard.Students.Mail;

/// <summary>A composed mail as the framework's message: both transports send the same.</summary>
internal static partial class MimeMail
{
    /// <summary>Why the mail can't be put into headers safely (RFC 5322 section 2.2), or null where it can.</summary>
    public static MailDelivery.Permanent? FindFault(ComposedMail mail)
    {
        if (!MessageIdForm().IsMatch(mail.MessageId))
            return Refuse("the Message-ID isn't of the form <left@right>");
        if (HasControl(mail.Subject) || mail.Subject.Length == 0)
            return Refuse("the subject is empty or holds a control character");
        if (HasControl(mail.From.DisplayName) || HasControl(mail.To.DisplayName))
            return Refuse("a display name holds a control character");
        if (!IsOneAddress(mail.From.Address))
            return Refuse("the sender isn't one mail address");
        return IsOneAddress(mail.To.Address) ? null : Refuse("the recipient isn't one mail address");
    }

    /// <summary>Whether the part before the @ is ASCII; other letters there need a server with SMTPUTF8 (RFC 6531).</summary>
    public static bool HasAsciiAddress(ComposedMail mail) =>
        Ascii.IsValid(mail.To.Address.AsSpan(0, mail.To.Address.LastIndexOf('@')));

    /// <summary>To be called only where <see cref="FindFault"/> finds nothing.</summary>
    public static MailMessage Create(ComposedMail mail)
    {
        var message = new MailMessage
        {
            From = Address(mail.From),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(Address(mail.To));
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers, please
        message.Headers.Add("Content-Language", mail.Language.Code());

        // The last alternative is the one a client prefers (RFC 2046 section 5.1.4).
        message.AlternateViews.Add(View(mail.TextBody, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.HtmlBody, MediaTypeNames.Text.Html));
        return message;
    }

    private static MailAddress Address(MailParty party) => new(party.Address, party.DisplayName, Encoding.UTF8);

    private static AlternateView View(string text, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    private static bool IsOneAddress(string address) =>
        !HasControl(address)
        && MailAddress.TryCreate(address, out var parsed)
        && string.Equals(parsed.Address, address, StringComparison.OrdinalIgnoreCase);

    private static bool HasControl(string text) => text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    private static MailDelivery.Permanent Refuse(string detail) => new(MailCodes.MalformedMail, detail);

    [GeneratedRegex(@"\A<[!-;=?A-~]+@[!-;=?A-~]+>\z", RegexOptions.CultureInvariant)]
    private static partial Regex MessageIdForm();
}

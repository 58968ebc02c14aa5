namespace RsCard.Students.Mail;

/// <summary>
/// A mail as it is sent: complete, to one recipient. Lies encrypted, as JSON, in its work item until the mail server has
/// accepted it; what is kept afterwards is <see cref="Redacted"/>.
/// </summary>
/// <param name="MessageId">RFC 5322 section 3.6.4, with angle brackets; the same at each attempt.</param>
/// <param name="Date">The Date header, UTC; the same at each attempt.</param>
public sealed record ComposedMail(
    string MessageId,
    MailParty From,
    MailParty To,
    string Subject,
    string TextBody,
    string HtmlBody,
    MailLanguage Language,
    MailKind Kind,
    DateTimeOffset Date)
{
    /// <summary>What stands in a kept copy where the secret token stood.</summary>
    public const string TokenPlaceholder = "[status link]";

    /// <summary>The copy that may be kept: every occurrence of the token is replaced.</summary>
    /// <param name="token">The token of the status link, not the whole link.</param>
    public ComposedMail Redacted(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return this with
        {
            Subject = Replace(Subject),
            TextBody = Replace(TextBody),
            HtmlBody = Replace(HtmlBody),
        };

        string Replace(string text) => text.Replace(token, TokenPlaceholder, StringComparison.Ordinal);
    }

    /// <summary>Neither recipient nor token reaches a log by accident (D-41).</summary>
    public override string ToString() => $"{Kind} {MessageId}";
}

namespace RsCard.Students.Mail;

/// <summary>What came of one attempt to send. Codes are those of <see cref="MailCodes"/>; a detail never holds personal data.</summary>
public abstract record MailDelivery
{
    private MailDelivery()
    {
    }

    /// <summary>The other side has taken responsibility for the mail.</summary>
    /// <param name="ServerAnswer">What it said (the file's name for a pick-up folder), or null where the transport isn't told.</param>
    public sealed record Accepted(string? ServerAnswer) : MailDelivery;

    /// <summary>Not sent, and may be accepted later: the mail itself is in order.</summary>
    public sealed record Transient(string Code, string Detail) : MailDelivery;

    /// <summary>Not sent, and won't be: the address or the mail must be mended.</summary>
    public sealed record Permanent(string Code, string Detail) : MailDelivery;

    /// <summary>Perhaps sent. To be sent again with the same Message-ID, so that the recipient's side can know it for the same.</summary>
    public sealed record OutcomeUnknown(string Code, string Detail) : MailDelivery;
}

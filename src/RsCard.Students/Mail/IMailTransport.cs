namespace RsCard.Students.Mail;

/// <summary>The border to whatever carries mail. Safe to call from many threads, and again with the same mail.</summary>
public interface IMailTransport
{
    /// <summary>Sends one mail. Refusals, broken connections and time limits are values.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the outcome is unknown.</exception>
    Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken);
}

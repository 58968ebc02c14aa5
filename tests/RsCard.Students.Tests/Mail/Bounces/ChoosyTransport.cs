using System.Collections.Concurrent;
using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail.Bounces;

/// <summary>A server that takes nothing for the addresses that begin with <c>vill.inte@</c>.</summary>
internal sealed class ChoosyTransport : IMailTransport
{
    public ConcurrentQueue<ComposedMail> Sent { get; } = new();

    public IEnumerable<MailKind> SentTo(string address) => Sent.Where(mail => mail.To.Address == address).Select(mail => mail.Kind);

    public Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.Address.StartsWith("vill.inte@", StringComparison.Ordinal))
            return Task.FromResult<MailDelivery>(new MailDelivery.Permanent(MailCodes.RecipientRefused, "550"));
        Sent.Enqueue(mail);
        return Task.FromResult<MailDelivery>(new MailDelivery.Accepted("250"));
    }
}

using System.Collections.Concurrent;
using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

/// <summary>A mail server that answers as it is told, once each; null: the worker dies after the server has taken the mail.</summary>
internal sealed class FlakyTransport(params MailDelivery?[] answers) : IMailTransport
{
    private readonly ConcurrentQueue<MailDelivery?> left = new(answers);

    public ConcurrentQueue<ComposedMail> Sent { get; } = new();

    public Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        Sent.Enqueue(mail);
        return left.TryDequeue(out var answer)
            ? Task.FromResult(answer ?? throw new InvalidOperationException("died after the server had taken it"))
            : throw new InvalidOperationException("more mails than expected");
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Mail;

namespace RsCard.Students.Mail;

/// <summary>
/// Sends over SMTP (RFC 5321). One client sends one mail at a time, about 45 ms each, so there are several.
/// A client is used again only after a mail was accepted, and only while its connection is fresh: a server that has closed
/// an idle connection would turn the next mail's outcome into 'unknown'.
/// </summary>
/// <remarks><see cref="SmtpClient"/> writes the Date header itself, the time of the attempt. Everything else is ours.</remarks>
/// <param name="password">Null for no login.</param>
/// <param name="clock">The real clock, not the one of the business.</param>
public sealed class SmtpMailTransport(MailOptions options, string? password, TimeProvider clock) : IMailTransport, IDisposable
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim free = new(options.Connections, options.Connections);
    private readonly ConcurrentStack<(SmtpClient Client, long UsedAt)> idle = new();

    private bool TlsRequired => options.Security == SmtpSecurity.StartTls;

    public async Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (MimeMail.FindFault(mail) is { } fault)
            return fault;

        await free.WaitAsync(cancellationToken);
        var client = TakeFresh() ?? Connect();
        var keep = false;
        try
        {
            var delivery = await SendAsync(client, mail, cancellationToken);
            keep = delivery is MailDelivery.Accepted;
            return delivery;
        }
        finally
        {
            if (keep)
                idle.Push((client, clock.GetTimestamp()));
            else
                client.Dispose();
            free.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryPop(out var kept))
            kept.Client.Dispose();
        free.Dispose();
    }

    private async Task<MailDelivery> SendAsync(SmtpClient client, ComposedMail mail, CancellationToken cancellationToken)
    {
        var ascii = MimeMail.HasAsciiAddress(mail);
        client.DeliveryFormat = ascii ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International;

        var message = MimeMail.Create(mail);
        using var limit = new CancellationTokenSource(options.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var sending = client.SendMailAsync(message, either.Token);
        try
        {
            // SmtpClient doesn't heed its token while it waits for the answer to the final dot.
            await sending.WaitAsync(either.Token);
            return new MailDelivery.Accepted(ServerAnswer: null);
        }
        catch (SmtpException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return limit.IsCancellationRequested
                ? SmtpAnswers.TimeLimitPassed(options.TimeLimit)
                : SmtpAnswers.Read(failure, TlsRequired, ascii);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SmtpAnswers.TimeLimitPassed(options.TimeLimit);
        }
        finally
        {
            _ = DisposeAfterAsync(sending, message);
        }
    }

    /// <summary>An abandoned sending ends, soon or at <see cref="SmtpClient.Timeout"/>, with a failure that nobody asks for any more.</summary>
    private static async Task DisposeAfterAsync(Task sending, MailMessage message)
    {
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        message.Dispose();
    }

    private SmtpClient? TakeFresh()
    {
        while (idle.TryPop(out var kept))
        {
            if (clock.GetElapsedTime(kept.UsedAt) < IdleLimit)
                return kept.Client;
            kept.Client.Dispose();
        }

        return null;
    }

    private SmtpClient Connect() => new(options.Host, options.Port)
    {
        EnableSsl = TlsRequired,
        Timeout = (int)options.TimeLimit.TotalMilliseconds,
        Credentials = options.User is null ? null : new NetworkCredential(options.User, password),
    };
}

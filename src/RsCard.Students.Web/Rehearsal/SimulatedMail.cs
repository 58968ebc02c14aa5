using System.Collections.Concurrent;
using RsCard.Students.Mail;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>A mail server that counts, and now and then puts a mail off or refuses an address until it is mended. Nothing leaves the process.</summary>
public sealed class SimulatedMail(RehearsedPeople people, Chance chance, TimeProvider clock) : IMailTransport
{
    private readonly ConcurrentDictionary<string, DateOnly> firstTried = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MailKind, int> accepted = new();

    public IReadOnlyDictionary<string, int> Accepted => accepted.OrderBy(kind => kind.Key).ToDictionary(kind => kind.Key.ToString(), kind => kind.Value);

    public Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var today = clock.Today();
        return Task.FromResult(Answer(mail, isFirstDay: firstTried.GetOrAdd(mail.MessageId, today) == today));
    }

    private MailDelivery Answer(ComposedMail mail, bool isFirstDay)
    {
        // By recipient and kind: a Message-ID is new in each run.
        var question = $"{mail.To.Address} {mail.Kind} {mail.Date:yyyy-MM-dd}";
        if (isFirstDay && chance.Happens(people.MailRefused, 0, "refused " + question))
            return new MailDelivery.Permanent(MailCodes.RecipientRefused, "the address is refused");
        if (isFirstDay && chance.Happens(people.MailPutOff, 0, "put off " + question))
            return new MailDelivery.Transient(MailCodes.RefusedForNow, "put off");

        accepted.AddOrUpdate(mail.Kind, 1, (_, before) => before + 1);
        return new MailDelivery.Accepted(ServerAnswer: null);
    }
}

using RsCard.Students.Status;

namespace RsCard.Students.Mail;

/// <summary>Turns facts into a mail: pure, the same facts give the same mail.</summary>
/// <param name="from">The sender: <see cref="MailOptions.From"/>.</param>
public sealed class MailComposer(MailTemplates templates, ContactOptions contacts, MailParty from)
{
    /// <param name="link">Where the reader goes from the mail: the status link, or the page of the list. Absolute.</param>
    public ComposedMail Compose(MailFacts facts, Uri link, MailEnvelope envelope)
    {
        _ = templates;
        _ = contacts;
        _ = link;
        return new ComposedMail(envelope.MessageId, from, envelope.To, "", "", "", envelope.Language, facts.Kind, envelope.Date);
    }
}

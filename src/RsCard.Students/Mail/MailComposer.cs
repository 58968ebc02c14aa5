using RsCard.Students.Status;

namespace RsCard.Students.Mail;

/// <summary>Turns facts into a mail. Pure: the same facts give the same mail. Safe to call from many threads.</summary>
/// <param name="from">The sender: <see cref="MailOptions.From"/>.</param>
public sealed class MailComposer(MailTemplates templates, ContactOptions contacts, MailParty from)
{
    /// <param name="link">Where the reader goes from the mail: the status link, or the page of the list. Absolute.</param>
    public ComposedMail Compose(MailFacts facts, Uri link, MailEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(envelope);

        var template = templates.Get(facts.Kind, envelope.Language);
        var whomToAsk = templates.GetContacts(envelope.Language);
        var values = MailValues.From(facts, envelope.Language, link, contacts);
        return new ComposedMail(
            envelope.MessageId,
            from,
            envelope.To,
            TextRendering.Subject(template, values),
            TextRendering.Body(template, whomToAsk, values),
            HtmlRendering.Page(template, whomToAsk, values, envelope.Language),
            envelope.Language,
            facts.Kind,
            envelope.Date);
    }
}

using RsCard.Students.Status;

namespace RsCard.Students.Mail;

/// <summary>Turns facts into a mail. Pure: the same facts give the same mail; all that its kind requires must be known. Safe to call from many threads.</summary>
/// <param name="from">The sender: <see cref="MailOptions.From"/>.</param>
public sealed class MailComposer(MailTemplates templates, ContactOptions contacts, MailParty from)
{
    /// <param name="link">Where the reader goes from the mail, absolute; null for a kind without a link.</param>
    public ComposedMail Compose(MailKind kind, MailFacts facts, Uri? link, MailEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(envelope);

        var template = templates.Get(kind, envelope.Language);
        var whomToAsk = templates.GetContacts(envelope.Language);
        var values = new MailValues(link?.AbsoluteUri, MailPlaceholders.Values(facts, envelope.Language, contacts));
        return new ComposedMail(
            envelope.MessageId,
            from,
            envelope.To,
            TextRendering.Subject(template, values),
            TextRendering.Body(template, whomToAsk, values),
            HtmlRendering.Page(template, whomToAsk, values, envelope.Language),
            envelope.Language,
            kind,
            envelope.Date);
    }
}

using RsCard.Students.Mail.Texts;
using RsCard.Students.Status;

namespace RsCard.Students.Mail;

/// <summary>Turns facts into a mail. Pure: the same texts and facts give the same mail; all that its kind requires must be known. Safe to call from many threads.</summary>
/// <param name="from">The sender: <see cref="MailOptions.From"/>.</param>
public sealed class MailComposer(ContactOptions contacts, MailParty from)
{
    /// <param name="texts">Have at least the kind's own text and whom to ask, in the envelope's language.</param>
    /// <param name="link">Where the reader goes from the mail, absolute; null for a kind without a link.</param>
    public ComposedMail Compose(MailTextsInForce texts, MailKind kind, MailFacts facts, Uri? link, MailEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(envelope);

        var template = texts.Get(MailTextFile.Of(kind).In(envelope.Language));
        var whomToAsk = texts.Get(MailTextFile.WhomToAsk.In(envelope.Language));
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

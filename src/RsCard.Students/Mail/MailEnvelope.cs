namespace RsCard.Students.Mail;

/// <summary>To whom, in which language, and the identity that is the mail's own through every attempt.</summary>
/// <param name="MessageId">From <see cref="MailMessageId"/>: with angle brackets, the same at each attempt.</param>
/// <param name="Date">When it was composed, UTC: the Date header, the same at each attempt.</param>
public sealed record MailEnvelope(MailParty To, MailLanguage Language, string MessageId, DateTimeOffset Date);

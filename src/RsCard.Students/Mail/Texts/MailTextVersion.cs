namespace RsCard.Students.Mail.Texts;

/// <summary>What a text was changed to, once.</summary>
/// <param name="Content">Null: back to the delivered text.</param>
public sealed record MailTextVersion(int Version, string? Content, string By, DateTimeOffset At);

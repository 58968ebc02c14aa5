namespace RsCard.Students.Mail;

/// <summary>One sender or one recipient.</summary>
/// <param name="Address">One address, <c>local@domain</c>, without display name or angle brackets.</param>
/// <param name="DisplayName">Any characters but control characters; may be empty.</param>
public sealed record MailParty(string Address, string DisplayName)
{
    /// <summary>Names and addresses don't reach a log by accident (D-41).</summary>
    public override string ToString() => nameof(MailParty);
}

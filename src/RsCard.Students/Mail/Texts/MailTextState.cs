namespace RsCard.Students.Mail.Texts;

/// <summary>How one text stands.</summary>
/// <param name="Version">0: nobody has changed it yet.</param>
/// <param name="Written">What the team has written; null: the delivered text.</param>
/// <param name="Faults">Why what was written doesn't fit this release; the delivered text is used meanwhile.</param>
/// <param name="By">Who made the newest version, as in the audit trail; null where nobody has.</param>
public sealed record MailTextState(MailTextKey Key, int Version, string Delivered, string? Written, IReadOnlyList<MailTextFault> Faults, string? By, DateTimeOffset? At)
{
    public bool IsChanged => Written is not null;

    /// <summary>Somebody has to mend it, or take it back.</summary>
    public bool IsOutdated => Faults.Count > 0;

    /// <summary>What mails are made from.</summary>
    public string InForce => Written is null || IsOutdated ? Delivered : Written;
}

using System.Text.RegularExpressions;

namespace RsCard.Students.Mail.Bounces;

/// <summary>What another mail server reports of a mail (RFC 3464).</summary>
/// <param name="MessageIds">Of the mail it is about, with angle brackets; the surest first.</param>
/// <param name="Failure">The status (RFC 3463, for example <c>5.1.1</c>) where the mail will never arrive; null where it may yet, or has.</param>
internal sealed partial record DeliveryReport(IReadOnlyList<string> MessageIds, string? Failure)
{
    /// <returns>Null for any other mail.</returns>
    public static DeliveryReport? Find(byte[] message)
    {
        var mail = MimePart.Read(message);
        if (mail.All().FirstOrDefault(part => part.Type is "message/delivery-status" or "message/global-delivery-status") is not { } status)
            return null;

        // The mail that came back says its own id; where it isn't enclosed, the report's own headers may name it.
        var enclosed = mail.All().Skip(1).Select(part => part.Find("Message-ID"));
        var named = new[] { mail.Find("References"), mail.Find("In-Reply-To") };
        return new DeliveryReport(
            [.. enclosed.Concat(named).SelectMany(text => MessageId().Matches(text ?? "")).Select(match => match.Value).Distinct(StringComparer.Ordinal)],
            status.Groups().Select(FailureOf).FirstOrDefault(failure => failure is not null));
    }

    /// <summary>Whatever the class of its status: 'failed' says that the server has given up, 'delayed' that it hasn't (RFC 3464 section 2.3.3).</summary>
    private static string? FailureOf(MimePart recipient) =>
        string.Equals(Bare(recipient.Find("Action")), "failed", StringComparison.OrdinalIgnoreCase)
            ? Status().Match(recipient.Find("Status") ?? "") is { Success: true } found ? found.Value : "5.0.0"
            : null;

    /// <summary>Without a comment in brackets.</summary>
    private static string? Bare(string? field) => field?.Split('(')[0].Trim();

    [GeneratedRegex(@"<[^<>\s]+@[^<>\s]+>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"[245]\.\d{1,3}\.\d{1,3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();
}

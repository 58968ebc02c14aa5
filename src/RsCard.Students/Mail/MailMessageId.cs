using System.Globalization;

namespace RsCard.Students.Mail;

/// <summary>The Message-ID of a mail, made from the mail's own id, so that each attempt carries the same.</summary>
public static class MailMessageId
{
    /// <param name="mailId">The id of the mail's row.</param>
    /// <param name="fromAddress">The sender's address: its domain becomes the right-hand side.</param>
    /// <returns>For example <c>&lt;01890a5d-ac96-774b-bcce-b302099a8057@skane.se&gt;</c>.</returns>
    public static string For(Guid mailId, string fromAddress)
    {
        ArgumentNullException.ThrowIfNull(fromAddress);
        var domain = fromAddress[(fromAddress.LastIndexOf('@') + 1)..];
        return $"<{mailId:D}@{new IdnMapping().GetAscii(domain)}>";
    }
}

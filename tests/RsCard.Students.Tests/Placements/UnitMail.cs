using System.Text.RegularExpressions;
using RsCard.Students.Tests.Mail;

namespace RsCard.Students.Tests.Placements;

/// <summary>Mails to somebody outside, and the secret links they carry.</summary>
internal static partial class UnitMail
{
    public const string HalmstadOffice = "vfu@halmstad.example";

    /// <summary>The mails to this address, in the order in which they came.</summary>
    public static async Task<List<ReadMail>> MailsToAsync(this ProductNode node, string address) =>
        [.. (await node.MailsAsync()).Where(mail => mail.To[0].Address == address)];

    /// <summary>The token of the link in the only mail to this address.</summary>
    public static async Task<string> UnitTokenAsync(this ProductNode node, string address) => TokenOf(Assert.Single(await node.MailsToAsync(address)));

    public static string TokenOf(ReadMail mail) => Token().Match(mail.Parts[0].Text) is { Success: true } found ? found.Groups["token"].Value : throw new InvalidOperationException(mail.Parts[0].Text);

    [GeneratedRegex("https://kort\\.example\\.se/unit/(?<token>[A-Za-z0-9_-]{43})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}

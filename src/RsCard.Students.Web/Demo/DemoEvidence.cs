using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Mail;
using Spectre.Console;

namespace RsCard.Students.Web.Demo;

/// <summary>What others than our own code see of one student: the entry by <c>ldapsearch</c>, the mail as it lies in the mailbox.</summary>
public sealed partial class DemoEvidence(CaseBook cases, MailBook mails, DirectoryOptions directory, MailOptions mailOptions)
{
    public async Task ShowAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        var view = await cases.FindViewAsync(caseId, cancellationToken) ?? throw new InvalidOperationException($"no case {caseId}");
        AnsiConsole.MarkupLine($"\n[bold underline]The entry of RSid {view.RsId}, as ldapsearch prints it[/]");
        Console.Out.WriteLine(await SearchAsync(view.RsId ?? "", cancellationToken));

        AnsiConsole.MarkupLine("[bold underline]The mail with the RSid, as it lies in the mailbox[/]");
        var mail = (await mails.ListAsync(caseId, cancellationToken)).First(kept => kept.Kind == nameof(MailKind.RsId));
        Console.Out.WriteLine(await ReadAsync(mail.MessageId, cancellationToken) ?? "(sent by SMTP: see the recipient's mailbox)");
    }

    private async Task<string> SearchAsync(string rsId, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("ldapsearch") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            "-LLL", "-x", "-o", "ldif-wrap=no", "-H", $"ldaps://{directory.Host}:{directory.Port}", "-D", directory.Reader.Dn, "-y", directory.Reader.PasswordFile,
            "-b", directory.BaseDn, $"({DirectoryNames.RsId}={rsId})",
        })
            start.ArgumentList.Add(argument);
        start.Environment["LDAPTLS_CACERT"] = directory.CertificateAuthority;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("ldapsearch doesn't start");
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return Base64Line().Replace(text, match => $"{match.Groups["name"].Value}: {Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["value"].Value))}");
    }

    /// <summary>Headers and text part, decoded; null where mails go by SMTP.</summary>
    private async Task<string?> ReadAsync(string messageId, CancellationToken cancellationToken)
    {
        if (mailOptions.Transport != MailTransportKind.Pickup)
            return null;

        foreach (var file in Directory.EnumerateFiles(Path.Combine(mailOptions.PickupFolder, "new")))
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            if (!text.Contains(messageId, StringComparison.Ordinal))
                continue;

            var headers = Unfolded().Replace(text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)], " ")
                .Split("\r\n")
                .Where(line => line.StartsWith("From:", StringComparison.Ordinal) || line.StartsWith("To:", StringComparison.Ordinal) || line.StartsWith("Subject:", StringComparison.Ordinal) || line.StartsWith("Message-I", StringComparison.OrdinalIgnoreCase))
                .Select(Decoded);
            var part = TextPart().Match(text).Groups["body"].Value;
            return string.Join('\n', headers) + "\n\n" + Encoding.UTF8.GetString(Convert.FromBase64String(part));
        }

        return null;
    }

    /// <summary>RFC 2047 words, as a mail client shows them; spaces between two words aren't shown.</summary>
    private static string Decoded(string line) => EncodedWords().Replace(line, match =>
        string.Concat(match.Groups["kind"].Captures.Zip(match.Groups["word"].Captures, (kind, word) => kind.Value is "B" or "b"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Value))
            : Uri.UnescapeDataString(word.Value.Replace('_', ' ').Replace("%", "%25", StringComparison.Ordinal).Replace('=', '%')))));

    [GeneratedRegex(@"^(?<name>\w+):: (?<value>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Base64Line();

    [GeneratedRegex(@"\r\n[ \t]+", RegexOptions.None)]
    private static partial Regex Unfolded();

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BQ])\?(?<word>[^?]*)\?=(\s+=\?utf-8\?(?<kind>[BQ])\?(?<word>[^?]*)\?=)*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWords();

    [GeneratedRegex(@"Content-Type: text/plain.*?\r\n\r\n(?<body>[A-Za-z0-9+/=\r\n]+)", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex TextPart();
}

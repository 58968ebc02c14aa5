using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;

namespace RsCard.Students.Mail;

/// <summary>
/// Lays each mail in a maildir: written below <c>tmp</c>, then renamed into <c>new</c>, so that a reader never sees half a
/// mail. The file's name comes from the Message-ID: the same mail sent twice, or a process killed in between, leaves one file.
/// </summary>
public sealed class PickupFolderTransport : IMailTransport
{
    private readonly string working;
    private readonly string arrived;
    private readonly string read;

    /// <param name="folder">The maildir; made where it is missing, readable by its owner only, for it holds secret links.</param>
    public PickupFolderTransport(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var root = Path.GetFullPath(folder);
        working = Path.Combine(root, "tmp");
        arrived = Path.Combine(root, "new");
        read = Path.Combine(root, "cur");
    }

    /// <summary>The file a mail of this Message-ID is laid in, without its folder.</summary>
    public static string FileName(string messageId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16)) + ".eml";

    public async Task<MailDelivery> SendAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        cancellationToken.ThrowIfCancellationRequested();
        if (MimeMail.FindFault(mail) is { } fault)
            return fault;

        try
        {
            var name = FileName(mail.MessageId);
            MakeFolders();
            if (!HasArrived(name))
                await LayAsync(mail, name, cancellationToken);
            return new MailDelivery.Accepted(name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new MailDelivery.Transient(MailCodes.FolderNotWritable, failure.GetType().Name);
        }
    }

    private void MakeFolders()
    {
        foreach (var folder in new[] { working, arrived, read })
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A reader moves a mail to <c>cur</c> and puts flags behind its name.</summary>
    private bool HasArrived(string name) =>
        File.Exists(Path.Combine(arrived, name)) || Directory.EnumerateFiles(read, name + "*").Any();

    private async Task LayAsync(ComposedMail mail, string name, CancellationToken cancellationToken)
    {
        var own = Directory.CreateDirectory(Path.Combine(working, Guid.NewGuid().ToString("N")));
        try
        {
            var finished = Path.Combine(own.FullName, name);
            var message = Finish(await WriteByFrameworkAsync(mail, own.FullName, cancellationToken), mail.Date);
            await using (var stream = new FileStream(finished, FileMode.CreateNew, FileAccess.Write))
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(message), cancellationToken);
                stream.Flush(flushToDisk: true); // before the rename: a mail that is seen is whole, after a power cut too
            }

            File.Move(finished, Path.Combine(arrived, name), overwrite: true);
        }
        finally
        {
            own.Delete(recursive: true);
        }
    }

    /// <returns>The message, each byte as the Latin-1 character of the same number.</returns>
    private static async Task<string> WriteByFrameworkAsync(ComposedMail mail, string folder, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient
        {
            DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
            PickupDirectoryLocation = folder,
            DeliveryFormat = MimeMail.HasAsciiAddress(mail) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International,
        };
        using var message = MimeMail.Create(mail);
        await client.SendMailAsync(message, cancellationToken);
        return await File.ReadAllTextAsync(Directory.GetFiles(folder).Single(), Encoding.Latin1, cancellationToken);
    }

    /// <summary>
    /// The framework writes its own clock's Date, and two header fields (X-Sender, X-Receiver) for a service that doesn't
    /// exist here. The Date is to be the mail's own, as in the database.
    /// </summary>
    private static string Finish(string message, DateTimeOffset date)
    {
        const string EndOfHeader = "\r\n\r\n";
        var end = message.IndexOf(EndOfHeader, StringComparison.Ordinal);
        var fields = message[..end]
            .Replace("\r\n ", "\n ", StringComparison.Ordinal)
            .Replace("\r\n\t", "\n\t", StringComparison.Ordinal)
            .Split("\r\n")
            .Where(field => !IsNamed(field, "X-Sender") && !IsNamed(field, "X-Receiver"))
            .Select(field => IsNamed(field, "Date") ? "Date: " + InternetDate(date) : field);
        var header = string.Join("\r\n", fields).ReplaceLineEndings("\r\n");
        return header + message[end..];

        static bool IsNamed(string field, string name) => field.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>RFC 5322 section 3.3.</summary>
    private static string InternetDate(DateTimeOffset date) =>
        date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}

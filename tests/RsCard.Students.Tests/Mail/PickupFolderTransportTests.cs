using System.Runtime.Versioning;
using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

public sealed class PickupFolderTransportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Mail_is_a_complete_message_that_another_program_reads()
    {
        var mail = MailSamples.Compose(MailKind.RsId) with { Subject = $"åäö ÅÄÖ {MailSamples.HardName}, so long that the line has to be folded somewhere on its way" };

        var delivery = await new PickupFolderTransport(folder.Path).SendAsync(mail, CancellationToken.None);

        var name = Assert.IsType<MailDelivery.Accepted>(delivery).ServerAnswer!;
        var read = await ReadMail.FromAsync(Path.Combine(folder.Path, "new", name));
        Assert.Empty(read.Defects);
        Assert.Equal("multipart/alternative", read.Type);
        Assert.Equal(mail.Subject, read.Field("Subject"));
        Assert.Equal(mail.MessageId, read.Field("Message-ID"));
        Assert.Equal("auto-generated", read.Field("Auto-Submitted"));
        Assert.Equal("Mon, 18 Jan 2027 07:00:00 +0000", read.Field("Date"));
        Assert.Equal(new ReadMail.Recipient(MailSamples.HardName, "anna@example.se"), Assert.Single(read.To));
        Assert.DoesNotContain("X-Sender", read.Fields.Keys);
        Assert.DoesNotContain("X-Receiver", read.Fields.Keys);
        Assert.Collection(
            read.Parts,
            text => Assert.Equal(("text/plain", "base64", mail.TextBody), (text.Type, text.Encoding, text.Text.ReplaceLineEndings("\n"))),
            html => Assert.Equal(("text/html", "base64", mail.HtmlBody), (html.Type, html.Encoding, html.Text.ReplaceLineEndings("\n"))));
    }

    [Fact]
    public async Task Mail_sent_twice_is_one_file()
    {
        var transport = new PickupFolderTransport(folder.Path);
        var mail = MailSamples.Mail();

        var first = await transport.SendAsync(mail, CancellationToken.None);
        var second = await transport.SendAsync(mail, CancellationToken.None);

        Assert.Equal(first, second);
        Assert.Single(FilesIn("new"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("tmp")));
    }

    [Fact]
    public async Task Mail_that_a_reader_has_moved_away_is_not_laid_again()
    {
        var transport = new PickupFolderTransport(folder.Path);
        var mail = MailSamples.Mail();
        await transport.SendAsync(mail, CancellationToken.None);
        var file = Assert.Single(FilesIn("new"));
        File.Move(file, Path.Combine(folder.File("cur"), Path.GetFileName(file) + ":2,S"));

        await transport.SendAsync(mail, CancellationToken.None);

        Assert.Empty(FilesIn("new"));
    }

    [Fact]
    public async Task Two_mails_are_two_files()
    {
        var transport = new PickupFolderTransport(folder.Path);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => transport.SendAsync(MailSamples.Mail(), CancellationToken.None)));

        Assert.Equal(20, FilesIn("new").Length);
    }

    [Fact]
    public async Task Same_mail_from_two_workers_at_once_is_one_file()
    {
        var mail = MailSamples.Mail();

        var deliveries = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => new PickupFolderTransport(folder.Path).SendAsync(mail, CancellationToken.None))));

        Assert.All(deliveries, delivery => Assert.IsType<MailDelivery.Accepted>(delivery));
        Assert.Single(FilesIn("new"));
    }

    [Fact]
    public async Task Address_with_other_letters_is_kept()
    {
        await new PickupFolderTransport(folder.Path).SendAsync(MailSamples.Mail("åsa@example.se"), CancellationToken.None);

        var read = await ReadMail.FromAsync(Assert.Single(FilesIn("new")));
        Assert.Equal("åsa@example.se", Assert.Single(read.To).Address);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Folders_are_readable_by_their_owner_only()
    {
        await new PickupFolderTransport(folder.File("mail")).SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(folder.File("mail/new")));
    }

    [Fact]
    public async Task Folder_that_cannot_be_made_leaves_the_mail_for_later()
    {
        await File.WriteAllTextAsync(folder.File("file"), "in the way");

        var delivery = await new PickupFolderTransport(folder.File("file")).SendAsync(MailSamples.Mail(), CancellationToken.None);

        Assert.Equal(MailCodes.FolderNotWritable, Assert.IsType<MailDelivery.Transient>(delivery).Code);
    }

    private string[] FilesIn(string name) => Directory.GetFiles(folder.File(name));
}

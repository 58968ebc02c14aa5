using System.Text.Json;
using RsCard.Students.Mail;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Mail;

namespace RsCard.Students.Tests.CommandLine;

/// <summary>Mails are shown without one being sent.</summary>
public sealed class MailVerbTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Mails_are_listed_shown_and_written_and_none_is_sent()
    {
        await using var node = await ProductNode.StartAsync(slapd, CommandLineTests.Now());
        using var folder = new TemporaryFolder();

        var listed = await CommandLineTests.JsonAsync(node, null, "mail", "preview");
        Assert.Equal(Enum.GetNames<MailKind>(), listed.EnumerateArray().Select(mail => mail.GetProperty("kind").GetString()));
        var (code, text, _) = await CommandLineTests.RunAsync(node, null, "mail", "preview", "CardReturn", "--language", "en");
        Assert.Equal(0, code);
        Assert.StartsWith("Subject: Return your card\n\nCut it through the chip", text, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", (await CommandLineTests.RunAsync(node, null, "mail", "preview", "CardReturn", "--html")).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await CommandLineTests.RunAsync(node, null, "mail", "preview", "CardReturned")).Code);

        await CommandLineTests.JsonAsync(node, null, "mail", "preview", "--all", folder.File("mails"));
        foreach (var ending in new[] { "sv.txt", "en.txt", "sv.html", "en.html", "sv.eml", "en.eml" })
            Assert.Equal(MailPreview.Kinds.Select(mail => $"{mail.File}.{ending}").Order(StringComparer.Ordinal), Directory.GetFiles(folder.File("mails"), "*." + ending).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var read = await ReadMail.FromAsync(folder.File("mails/vdi-order.sv.eml"));
        Assert.Equal("Beställ VDI för en student", read.Field("Subject"));
        Assert.Empty(Directory.GetDirectories(folder.File("mails")));
        Assert.Empty(await node.MailsAsync());
        Assert.Equal(0L, await node.ScalarAsync<long>("select count(*) from mail"));
    }
}

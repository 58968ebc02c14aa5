using System.Text;
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

    [Fact]
    public async Task Text_is_shown_set_from_a_file_and_restored_and_a_faulty_one_is_refused_with_exit_code_2()
    {
        await using var node = await ProductNode.StartAsync(slapd, CommandLineTests.Now());
        var (_, delivered, _) = await CommandLineTests.RunAsync(node, null, "mail", "text", "show", "RsId", "--language", "en");
        Assert.StartsWith("Subject: ", delivered, StringComparison.Ordinal);
        var changed = delivered.Replace("Subject: ", "Subject: Read this: ", StringComparison.Ordinal);

        var (code, _, error) = await CommandLineTests.RunAsync(node, Encoding.UTF8.GetBytes(changed.Replace("{{rsId}}", "{{rsid}}", StringComparison.Ordinal)), "mail", "text", "set", "RsId", "FILE", "--language", "en");
        Assert.Equal(2, code);
        Assert.Contains("TEXT-003: line ", error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLineTests.RunAsync(node, Encoding.Latin1.GetBytes(changed + "åäö"), "mail", "text", "set", "RsId", "FILE", "--language", "en")).Code);

        var (_, set, _) = await CommandLineTests.RunAsync(node, Encoding.UTF8.GetBytes(changed), "mail", "text", "set", "RsId", "FILE", "--language", "en", "--over", "0", "--json");
        Assert.Equal((1, "changed"), Told(set));
        Assert.Contains("Read this", (await CommandLineTests.RunAsync(node, null, "mail", "preview", "RsId", "--language", "en")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Read this", (await CommandLineTests.RunAsync(node, null, "mail", "preview", "RsId", "--language", "en", "--delivered")).Output, StringComparison.Ordinal);
        Assert.Contains("rsid.en", (await CommandLineTests.RunAsync(node, null, "mail", "text", "list")).Output, StringComparison.Ordinal);

        var (overtaken, _, told) = await CommandLineTests.RunAsync(node, Encoding.UTF8.GetBytes(delivered + "- P.S."), "mail", "text", "set", "RsId", "FILE", "--language", "en", "--over", "0");
        Assert.Equal((1, "ADMIN-001"), (overtaken, told.Split(':')[0]));

        Assert.Equal((2, "delivered"), Told((await CommandLineTests.RunAsync(node, null, "mail", "text", "restore", "RsId", "--language", "en", "--json")).Output));
        Assert.Equal((3, "changed"), Told((await CommandLineTests.RunAsync(node, null, "mail", "text", "restore", "RsId", "--language", "en", "--version", "1", "--json")).Output));
        Assert.Equal(changed, (await CommandLineTests.RunAsync(node, null, "mail", "text", "show", "RsId", "--language", "en", "--version", "1")).Output);
        Assert.Equal(1, (await CommandLineTests.RunAsync(node, null, "mail", "text", "show", "RsId", "--language", "en", "--version", "9")).Code);
        Assert.Equal(3, await node.ScalarAsync<long>("select count(*) from audit_event where action like 'mail-text.%' and actor like 'cli:%'"));
        Assert.NotEqual(0, (await CommandLineTests.RunAsync(node, null, "mail", "text", "show", "rsid")).Code);
    }

    private static (int Version, string? State) Told(string json)
    {
        var answer = JsonDocument.Parse(json).RootElement;
        return (answer.GetProperty("version").GetInt32(), answer.GetProperty("state").GetString());
    }
}

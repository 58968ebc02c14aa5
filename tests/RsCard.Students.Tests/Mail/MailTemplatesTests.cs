using System.Text;
using RsCard.Students.Mail;

namespace RsCard.Students.Tests.Mail;

public sealed class MailTemplatesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MailTemplatesTests()
    {
        foreach (var file in Directory.GetFiles(MailSamples.TemplateFolder))
            File.Copy(file, folder.File(Path.GetFileName(file)));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Shipped_templates_load() => MailTemplates.Load(folder.Path);

    [Theory]
    [InlineData("card-ready.sv.txt", "{{station}}", "{{staton}}", "unknown placeholder {{staton}}")]
    [InlineData("card-ready.sv.txt", "{{station}}", "stationen", "the placeholder {{station}} is missing")]
    [InlineData("rsid.en.txt", "{{rsId}}", "{{rsId}", "a placeholder isn't of the form {{name}}")]
    [InlineData("rsid.en.txt", "{{rsId}}", "{{personalNumber}}", "unknown placeholder {{personalNumber}}")]
    [InlineData("rsid.en.txt", "[Open your page]({{link}})", "", "the placeholder {{link}} is missing")]
    [InlineData("rsid.en.txt", "[Open your page]({{link}})", "See {{link}}", "{{link}} must stand alone on its line")]
    [InlineData("rsid.sv.txt", "Subject: Ditt", "Ämne: Ditt", "expected the first line to be 'Subject: …'")]
    [InlineData("rsid.sv.txt", "Subject: Ditt", "Subject: {{link}} Ditt", "{{link}} can't stand in the subject")]
    [InlineData("rsid.sv.txt", "{{contacts}}", "Fråga: {{contacts}}", "{{contacts}} must stand alone on its line")]
    [InlineData("row-rejected.sv.txt", "{{reason}}", "{{question}}", "unknown placeholder {{question}}")]
    [InlineData("row-rejected.sv.txt", "Skälet:", "Hej {{name}}", "unknown placeholder {{name}}")]
    [InlineData("activation-order.sv.txt", "{{contacts}}", "[Öppna]({{link}})\n\n{{contacts}}", "unknown placeholder {{link}}")]
    [InlineData("vdi-order.sv.txt", "Subject: Beställ VDI för en student", "Subject: Beställ VDI till {{firstDay}}", "{{firstDay}} isn't always known")]
    [InlineData("vdi-order.en.txt", "A student is", "{{name}} is", "unknown placeholder {{name}}")]
    [InlineData("step-reminder.en.txt", "{{steps}}", "You have: {{steps}}", "{{steps}} must stand alone on its line")]
    [InlineData("whom-to-ask.en.txt", "{{serviceDeskPhone}}", "", "the placeholder {{serviceDeskPhone}} is missing")]
    [InlineData("whom-to-ask.en.txt", "# Whom", "{{contacts}}\n# Whom", "unknown placeholder {{contacts}}")]
    public void Broken_template_refuses_the_start_and_is_named(string file, string part, string instead, string message)
    {
        var text = File.ReadAllText(folder.File(file));
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(folder.File(file), text.Replace(part, instead, StringComparison.Ordinal));

        var failure = Assert.Throws<MailTemplateException>(() => MailTemplates.Load(folder.Path));

        Assert.Contains(failure.Problems, problem => problem.StartsWith($"{file}: {message}", StringComparison.Ordinal));
        Assert.All(failure.Problems, problem => Assert.StartsWith(file, problem, StringComparison.Ordinal));
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_template_of_every_kind_is_missed_when_it_is_gone()
    {
        var files = Directory.GetFiles(folder.Path, "*.txt");
        Assert.Equal(2 * (Enum.GetValues<MailKind>().Length + 1), files.Length);
        foreach (var file in files)
            File.Delete(file);

        Assert.Equal(files.Select(file => Path.GetFileName(file) + ": the file is missing").Order(StringComparer.Ordinal), Problems().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Readme_says_of_every_kind_what_its_text_has_to_have_and_may_have()
    {
        var readme = File.ReadAllText(Path.Combine(MailSamples.TemplateFolder, "README.md"));
        string[] common = ["hsaMail", "serviceDeskPhone", "serviceDeskInternalPhone", "systemManagementPhone", "privateDentists", "pinEnvelopeFee", "lostCardFee"];
        foreach (var mail in MailPreview.Kinds)
        {
            var may = string.Join(' ', mail.Allowed.Except(mail.Required).Except(common));
            Assert.Matches($"\\n\\| `{mail.File}` \\| [A-Za-z ]+ \\| `{string.Join(' ', mail.Required)}` \\| {(may.Length == 0 ? "" : $"`{may}`")} ?\\|\n", readme);
        }
    }

    [Fact]
    public void Missing_language_refuses_the_start()
    {
        File.Delete(folder.File("asked-back.en.txt"));

        Assert.Equal(["asked-back.en.txt: the file is missing"], Problems());
    }

    [Fact]
    public void File_that_no_mail_asks_for_refuses_the_start()
    {
        File.Copy(folder.File("rsid.sv.txt"), folder.File("rsid.no.txt"));

        Assert.Equal(["rsid.no.txt: no mail of this name and language exists"], Problems());
    }

    [Fact]
    public void File_in_another_encoding_refuses_the_start()
    {
        File.WriteAllText(folder.File("rsid.sv.txt"), File.ReadAllText(folder.File("rsid.sv.txt")), Encoding.Latin1);

        Assert.Equal(["rsid.sv.txt: expected UTF-8, got another encoding"], Problems());
    }

    [Fact]
    public void Line_ends_and_byte_order_mark_of_another_editor_are_fine()
    {
        foreach (var file in Directory.GetFiles(folder.Path, "*.txt"))
            File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        MailTemplates.Load(folder.Path);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        File.Delete(folder.File("rsid.sv.txt"));
        File.Delete(folder.File("card-ready.en.txt"));

        Assert.Equal(2, Problems().Count);
    }

    [Fact]
    public void Missing_folder_refuses_the_start() =>
        Assert.Contains("nowhere", Assert.Throws<MailTemplateException>(() => MailTemplates.Load(folder.File("nowhere"))).Message, StringComparison.Ordinal);

    private IReadOnlyList<string> Problems() => Assert.Throws<MailTemplateException>(() => MailTemplates.Load(folder.Path)).Problems;
}

using System.Text;
using RsCard.Students.Mail.Texts;

namespace RsCard.Students.Mail;

/// <summary>The delivered texts of all kinds in all languages, read and checked once: what is loaded can be rendered.</summary>
public sealed class MailTemplates
{
    private readonly Dictionary<MailTextKey, (string Text, MailTemplate Template)> delivered;

    private MailTemplates(Dictionary<MailTextKey, (string Text, MailTemplate Template)> delivered) => this.delivered = delivered;

    /// <summary>As the file has it, with line ends and blanks as every text here.</summary>
    public string TextOf(MailTextKey key) => delivered[key].Text;

    internal MailTemplate Get(MailTextKey key) => delivered[key].Template;

    /// <summary>Reads every template of the folder: UTF-8, one file for each kind and language.</summary>
    /// <exception cref="MailTemplateException">Names every file and placeholder that is missing, unknown or broken.</exception>
    public static MailTemplates Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new MailTemplateException([$"expected a folder of mail templates, got '{folder}', which doesn't exist"]);

        var problems = new List<string>();
        var texts = new Dictionary<MailTextKey, (string, MailTemplate)>();
        foreach (var key in MailTextKey.All)
        {
            var path = Path.Combine(folder, FileName(key));
            if (!File.Exists(path))
                problems.Add($"{FileName(key)}: the file is missing");
            else if (FindText(path) is not { } text)
                problems.Add($"{FileName(key)}: expected UTF-8, got another encoding");
            else
            {
                var (template, faults) = MailTextRules.Read(key.File, text);
                texts[key] = (MailTextRules.Normalise(text), template);
                problems.AddRange(faults.Select(fault => $"{FileName(key)}: {fault.Message}"));
            }
        }

        // A file that no kind asks for is a misspelt one, or one for a release that isn't this.
        problems.AddRange(Directory.EnumerateFiles(folder, "*.txt")
            .Select(path => Path.GetFileName(path))
            .Except(MailTextKey.All.Select(FileName))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name}: no mail of this name and language exists"));

        return problems.Count == 0 ? new MailTemplates(texts) : throw new MailTemplateException(problems);
    }

    /// <summary>Null where the file isn't UTF-8: å, ä and ö would go out as question marks.</summary>
    private static string? FindText(string path)
    {
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string FileName(MailTextKey key) => key + ".txt";
}

/// <summary>The folder of mail templates can't be used: the start is refused.</summary>
public sealed class MailTemplateException(IReadOnlyList<string> problems)
    : Exception("Mail templates: " + string.Join("; ", problems))
{
    /// <summary>Each begins with the file's name.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}

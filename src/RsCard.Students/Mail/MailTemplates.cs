using System.Text;

namespace RsCard.Students.Mail;

/// <summary>The texts of all kinds in all languages, read and checked once: what is loaded can be rendered.</summary>
public sealed class MailTemplates
{
    private readonly Dictionary<string, MailTemplate> byFile;

    private MailTemplates(Dictionary<string, MailTemplate> byFile) => this.byFile = byFile;

    internal MailTemplate Get(MailKind kind, MailLanguage language) => byFile[FileName(MailCatalogue.Get(kind).File, language)];

    internal MailTemplate GetContacts(MailLanguage language) => byFile[FileName(MailPlaceholders.ContactsPart, language)];

    /// <summary>Reads every template of the folder: UTF-8, one file for each kind and language.</summary>
    /// <exception cref="MailTemplateException">Names every file and placeholder that is missing, unknown or broken.</exception>
    public static MailTemplates Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new MailTemplateException([$"expected a folder of mail templates, got '{folder}', which doesn't exist"]);

        var problems = new List<string>();
        var files = new Dictionary<string, MailTemplate>(StringComparer.Ordinal);
        foreach (var language in MailLanguages.All)
        {
            Read(MailPlaceholders.ContactsPart, language, hasSubject: false, MailPlaceholders.ContactsRequired, MailPlaceholders.Common);
            foreach (var mail in MailCatalogue.All)
                Read(mail.File, language, hasSubject: true, mail.Required, mail.Allowed);
        }

        // A file that no kind asks for is a misspelt one, or one for a release that isn't this.
        problems.AddRange(Directory.EnumerateFiles(folder, "*.txt")
            .Select(path => Path.GetFileName(path))
            .Where(name => !files.ContainsKey(name))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name}: no mail of this name and language exists"));

        return problems.Count == 0 ? new MailTemplates(files) : throw new MailTemplateException(problems);

        void Read(string stem, MailLanguage language, bool hasSubject, IReadOnlyList<string> required, IReadOnlyList<string> allowed)
        {
            var name = FileName(stem, language);
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                problems.Add($"{name}: the file is missing");
                return;
            }

            if (FindText(path) is not { } text)
            {
                problems.Add($"{name}: expected UTF-8, got another encoding");
                files[name] = new MailTemplate([], []);
                return;
            }

            var template = TemplateParser.Parse(text, hasSubject, fault => problems.Add($"{name}: {fault}"));
            files[name] = template;
            problems.AddRange(PlaceholderFaults(template, required, allowed).Select(fault => $"{name}: {fault}"));
        }
    }

    private static IEnumerable<string> PlaceholderFaults(MailTemplate template, IReadOnlyList<string> required, IReadOnlyList<string> allowed)
    {
        var inLines = LinesOf(template).SelectMany(line => line).OfType<Segment.Placeholder>().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var alone = template.Blocks.OfType<TemplateBlock.Slot>().Select(slot => slot.Name).ToHashSet(StringComparer.Ordinal);
        if (template.Blocks.OfType<TemplateBlock.Link>().Any())
            alone.Add(MailPlaceholders.Link);

        foreach (var name in inLines.Union(alone).Except(allowed).Order(StringComparer.Ordinal))
            yield return $"unknown placeholder {{{{{name}}}}}; this mail has {string.Join(", ", allowed)}";
        foreach (var name in inLines.Intersect(MailPlaceholders.Blocks).Intersect(allowed).Order(StringComparer.Ordinal))
            yield return $"{{{{{name}}}}} must stand alone on its line";
        if (inLines.Contains(MailPlaceholders.Link) && allowed.Contains(MailPlaceholders.Link))
            yield return "{{link}} must stand alone on its line, as [words]({{link}})";
        foreach (var name in HeadsOf(template).Except(required).Except(MailPlaceholders.AlwaysKnown).Intersect(allowed).Order(StringComparer.Ordinal))
            yield return $"{{{{{name}}}}} isn't always known, and the line is left out then: it can't stand in the subject, a heading or a link";
        foreach (var name in required.Except(inLines.Union(alone)).Order(StringComparer.Ordinal))
            yield return $"the placeholder {{{{{name}}}}} is missing";
    }

    /// <summary>Placeholders of lines that a mail can't do without.</summary>
    private static IEnumerable<string> HeadsOf(MailTemplate template) =>
        template.Blocks
            .Select(block => block switch
            {
                TemplateBlock.Heading heading => heading.Line,
                TemplateBlock.Link link => link.Label,
                _ => [],
            })
            .Append(template.Subject)
            .SelectMany(line => line)
            .OfType<Segment.Placeholder>()
            .Select(placeholder => placeholder.Name);

    private static IEnumerable<IReadOnlyList<Segment>> LinesOf(MailTemplate template) =>
        template.Blocks.SelectMany(block => block switch
        {
            TemplateBlock.Heading heading => [heading.Line],
            TemplateBlock.Paragraph paragraph => paragraph.Lines,
            TemplateBlock.Items items => items.Lines,
            TemplateBlock.Link link => [link.Label],
            _ => [],
        }).Append(template.Subject);

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

    private static string FileName(string stem, MailLanguage language) => $"{stem}.{language.Code()}.txt";
}

/// <summary>The folder of mail templates can't be used: the start is refused.</summary>
public sealed class MailTemplateException(IReadOnlyList<string> problems)
    : Exception("Mail templates: " + string.Join("; ", problems))
{
    /// <summary>Each begins with the file's name.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}

using System.Text.RegularExpressions;

namespace RsCard.Students.Mail;

/// <summary>
/// Reads a template file. The language is small on purpose: headings, lists, paragraphs, one link, and placeholders without
/// conditions, so that whoever can write a mail can change one, and everything that can be wrong is found at the start.
/// (Handlebars.Net restores, but finds an unknown placeholder only when it renders, and would need the HTML written twice.)
/// </summary>
internal static partial class TemplateParser
{
    private const string SubjectLabel = "Subject:";

    /// <param name="report">Called with each thing that is wrong.</param>
    public static MailTemplate Parse(string text, bool hasSubject, Action<string> report)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (!hasSubject)
            return new MailTemplate([], ParseBlocks(lines, report));

        if (!lines[0].StartsWith(SubjectLabel, StringComparison.Ordinal) || lines[0].Trim().Length == SubjectLabel.Length)
        {
            report("expected the first line to be 'Subject: …'");
            return new MailTemplate([], []);
        }

        var subject = ParseLine(lines[0][SubjectLabel.Length..].Trim(), report);
        foreach (var name in subject.OfType<Segment.Placeholder>().Select(p => p.Name))
        {
            // Subjects are shown in lists and stand in the logs of mail servers: no secret link there.
            if (name == MailPlaceholders.Link || MailPlaceholders.Blocks.Contains(name))
                report($"{{{{{name}}}}} can't stand in the subject");
        }

        return new MailTemplate(subject, ParseBlocks(lines[1..], report));
    }

    private static List<TemplateBlock> ParseBlocks(IEnumerable<string> lines, Action<string> report)
    {
        var blocks = new List<TemplateBlock>();
        var paragraph = new List<IReadOnlyList<Segment>>();
        var items = new List<IReadOnlyList<Segment>>();
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                EndParagraph();
                items.Add(ParseLine(line[2..].Trim(), report));
                continue;
            }

            EndItems();
            if (FindWholeLineBlock(line, report) is { } block)
            {
                EndParagraph();
                blocks.Add(block);
            }
            else if (line.Length == 0)
                EndParagraph();
            else
                paragraph.Add(ParseLine(line, report));
        }

        EndItems();
        EndParagraph();
        return blocks;

        void EndParagraph()
        {
            if (paragraph.Count > 0)
                blocks.Add(new TemplateBlock.Paragraph(paragraph));
            paragraph = [];
        }

        void EndItems()
        {
            if (items.Count > 0)
                blocks.Add(new TemplateBlock.Items(items));
            items = [];
        }
    }

    private static TemplateBlock? FindWholeLineBlock(string line, Action<string> report)
    {
        if (line.StartsWith("# ", StringComparison.Ordinal))
            return new TemplateBlock.Heading(ParseLine(line[2..].Trim(), report));
        if (LinkLine().Match(line) is { Success: true } link)
            return new TemplateBlock.Link(ParseLine(link.Groups["label"].Value, report));
        if (PlaceholderForm().Match(line) is { Success: true } slot
            && slot.Length == line.Length
            && MailPlaceholders.Blocks.Contains(slot.Groups["name"].Value))
            return new TemplateBlock.Slot(slot.Groups["name"].Value);
        return null;
    }

    private static List<Segment> ParseLine(string line, Action<string> report)
    {
        var segments = new List<Segment>();
        var from = 0;
        foreach (Match match in PlaceholderForm().Matches(line))
        {
            AddWords(line[from..match.Index]);
            segments.Add(new Segment.Placeholder(match.Groups["name"].Value));
            from = match.Index + match.Length;
        }

        AddWords(line[from..]);
        return segments;

        void AddWords(string words)
        {
            if (words.Contains("{{", StringComparison.Ordinal) || words.Contains("}}", StringComparison.Ordinal))
                report($"a placeholder isn't of the form {{{{name}}}}: '{line}'");
            if (words.Length > 0)
                segments.Add(new Segment.Words(words));
        }
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z]+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceholderForm();

    [GeneratedRegex(@"\A\[(?<label>[^\[\]]+)\]\(\{\{\s*link\s*\}\}\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex LinkLine();
}

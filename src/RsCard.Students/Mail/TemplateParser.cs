using System.Text.RegularExpressions;
using RsCard.Students.Mail.Texts;

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
    public static MailTemplate Parse(string text, bool hasSubject, Action<MailTextFault> report)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, place) => new Numbered(line.Trim(), place + 1)).ToList();
        if (!hasSubject)
            return new MailTemplate([], ParseBlocks(lines, report));

        if (!lines[0].Text.StartsWith(SubjectLabel, StringComparison.Ordinal) || lines[0].Text.Length == SubjectLabel.Length)
        {
            report(new(MailTextCodes.NoSubject, lines[0].At));
            return new MailTemplate([], ParseBlocks(lines, report));
        }

        var subject = ParseLine(lines[0].From(SubjectLabel.Length), report);
        foreach (var name in subject.OfType<Segment.Placeholder>().Select(p => p.Name))
        {
            // Subjects are shown in lists and stand in the logs of mail servers: no secret link there.
            if (name == MailPlaceholders.Link || MailPlaceholders.Blocks.Contains(name))
                report(new(MailTextCodes.NotInSubject, lines[0].At, name));
        }

        return new MailTemplate(subject, ParseBlocks(lines[1..], report));
    }

    private static List<TemplateBlock> ParseBlocks(IEnumerable<Numbered> lines, Action<MailTextFault> report)
    {
        var blocks = new List<TemplateBlock>();
        var paragraph = new List<IReadOnlyList<Segment>>();
        var items = new List<IReadOnlyList<Segment>>();
        foreach (var line in lines)
        {
            if (line.Text.StartsWith("- ", StringComparison.Ordinal))
            {
                EndParagraph();
                items.Add(ParseLine(line.From(2), report));
                continue;
            }

            EndItems();
            if (FindWholeLineBlock(line, report) is { } block)
            {
                EndParagraph();
                blocks.Add(block);
            }
            else if (line.Text.Length == 0)
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

    private static TemplateBlock? FindWholeLineBlock(Numbered line, Action<MailTextFault> report)
    {
        if (line.Text.StartsWith("# ", StringComparison.Ordinal))
            return new TemplateBlock.Heading(ParseLine(line.From(2), report));
        if (LinkLine().Match(line.Text) is { Success: true } link)
            return new TemplateBlock.Link(ParseLine(line with { Text = link.Groups["label"].Value }, report), line.At);
        if (PlaceholderForm().Match(line.Text) is { Success: true } slot
            && slot.Length == line.Text.Length
            && MailPlaceholders.Blocks.Contains(slot.Groups["name"].Value))
            return new TemplateBlock.Slot(slot.Groups["name"].Value, line.At);
        return null;
    }

    private static List<Segment> ParseLine(Numbered line, Action<MailTextFault> report)
    {
        var segments = new List<Segment>();
        var from = 0;
        foreach (Match match in PlaceholderForm().Matches(line.Text))
        {
            AddWords(line.Text[from..match.Index]);
            segments.Add(new Segment.Placeholder(match.Groups["name"].Value, line.At));
            from = match.Index + match.Length;
        }

        AddWords(line.Text[from..]);
        return segments;

        void AddWords(string words)
        {
            if (words.Contains("{{", StringComparison.Ordinal) || words.Contains("}}", StringComparison.Ordinal))
                report(new(MailTextCodes.Malformed, line.At, line.Text));
            if (words.Length > 0)
                segments.Add(new Segment.Words(words));
        }
    }

    /// <summary>A line without the blanks around it.</summary>
    /// <param name="At">From 1.</param>
    private readonly record struct Numbered(string Text, int At)
    {
        public Numbered From(int place) => this with { Text = Text[place..].Trim() };
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z]+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceholderForm();

    [GeneratedRegex(@"\A\[(?<label>[^\[\]]+)\]\(\{\{\s*link\s*\}\}\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex LinkLine();
}

using System.Text;

namespace RsCard.Students.Mail;

/// <summary>A template with its values as plain text.</summary>
internal static class TextRendering
{
    public static string Subject(MailTemplate template, MailValues values) => Line(template.Subject, values);

    public static string Body(MailTemplate template, MailTemplate contacts, MailValues values)
    {
        var parts = new List<string>();
        AddBlocks(template.Blocks);
        return string.Join("\n\n", parts.Where(part => part.Length > 0)) + "\n";

        void AddBlocks(IReadOnlyList<TemplateBlock> blocks)
        {
            foreach (var block in blocks)
            {
                switch (block)
                {
                    case TemplateBlock.Heading heading:
                        parts.Add(Heading(Line(heading.Line, values)));
                        break;
                    case TemplateBlock.Paragraph paragraph:
                        parts.Add(string.Join('\n', paragraph.Lines.Select(line => Line(line, values))));
                        break;
                    case TemplateBlock.Items items:
                        parts.Add(Items(items.Lines.Select(line => Line(line, values))));
                        break;
                    case TemplateBlock.Link link:
                        parts.Add($"{Line(link.Label, values)}:\n{values.Link}");
                        break;
                    case TemplateBlock.Slot { Name: TemplateVocabulary.Contacts }:
                        AddBlocks(contacts.Blocks);
                        break;
                    case TemplateBlock.Slot slot when values.Items.TryGetValue(slot.Name, out var items):
                        parts.Add(Items(items));
                        break;
                    case TemplateBlock.Slot slot:
                        parts.Add(Prose(values.Prose[slot.Name]));
                        break;
                }
            }
        }
    }

    public static string Line(IReadOnlyList<Segment> line, MailValues values)
    {
        var text = new StringBuilder();
        foreach (var segment in line)
            text.Append(segment is Segment.Placeholder placeholder ? values.Lines[placeholder.Name] : ((Segment.Words)segment).Text);
        return text.ToString();
    }

    private static string Heading(string words) => words + "\n" + new string('-', words.Length);

    private static string Items(IEnumerable<string> items) => string.Join('\n', items.Select(item => "- " + item));

    /// <summary>Marked as somebody's words, so that they can't pass for ours.</summary>
    private static string Prose(string text) => string.Join('\n', text.Split('\n').Select(line => "> " + line));
}

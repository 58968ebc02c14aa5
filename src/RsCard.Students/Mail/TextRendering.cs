namespace RsCard.Students.Mail;

/// <summary>A template with its values as plain text.</summary>
internal static class TextRendering
{
    public static string Subject(MailTemplate template, MailValues values) => values.Line(template.Subject);

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
                        parts.Add(Heading(values.Line(heading.Line)));
                        break;
                    case TemplateBlock.Paragraph paragraph:
                        parts.Add(string.Join('\n', values.Lines(paragraph.Lines)));
                        break;
                    case TemplateBlock.Items items:
                        parts.Add(Items(values.Lines(items.Lines)));
                        break;
                    case TemplateBlock.Link link:
                        parts.Add($"{values.Line(link.Label)}:\n{values.Link}");
                        break;
                    case TemplateBlock.Slot { Name: MailPlaceholders.Contacts }:
                        AddBlocks(contacts.Blocks);
                        break;
                    case TemplateBlock.Slot slot when values.ByName.GetValueOrDefault(slot.Name) is { } value:
                        parts.Add(value switch
                        {
                            MailText.Items list => Items(list.Lines),
                            MailText.Links links => Items(links.Lines.Select(link => $"{link.Line}\n  {link.Address.AbsoluteUri}")),
                            _ => Prose(((MailText.Prose)value).Text),
                        });
                        break;
                }
            }
        }
    }

    private static string Heading(string words) => words + "\n" + new string('-', words.Length);

    private static string Items(IEnumerable<string> items) => string.Join('\n', items.Select(item => "- " + item));

    /// <summary>Marked as somebody's words, so that they can't pass for ours.</summary>
    private static string Prose(string text) => string.Join('\n', text.Split('\n').Select(line => "> " + line));
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace RsCard.Students.Mail;

/// <summary>
/// The same template with the same values as HTML: headings, lists, one link that looks like a button with its address below
/// it. No images, no outside resources, colours with a contrast over 4.5 : 1 (WCAG 1.4.3), readable with styles off.
/// </summary>
internal static class HtmlRendering
{
    private const string PageStyle = "margin:0;padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;background:#ffffff";
    private const string MainStyle = "max-width:600px;margin:0 auto";
    private const string ButtonStyle = "display:inline-block;padding:12px 20px;background:#005a9c;color:#ffffff;font-weight:bold;border-radius:4px";
    private const string QuoteStyle = "margin:16px 0;padding-left:12px;border-left:4px solid #767676";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Page(MailTemplate template, MailTemplate contacts, MailValues values, MailLanguage language)
    {
        var html = new StringBuilder();
        var subject = Encoder.Encode(TextRendering.Subject(template, values));
        var head = $"""
            <!DOCTYPE html>
            <html lang="{language.Code()}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{subject}</title>
            </head>
            <body style="{PageStyle}">
            <main style="{MainStyle}">

            """;
        html.Append(head);
        AddBlocks(html, template.Blocks, contacts.Blocks, values);
        html.Append("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void AddBlocks(StringBuilder html, IReadOnlyList<TemplateBlock> blocks, IReadOnlyList<TemplateBlock> contacts, MailValues values)
    {
        var headings = 0;
        AddAll(blocks);

        void AddAll(IReadOnlyList<TemplateBlock> all)
        {
            foreach (var block in all)
                Add(block);
        }

        void Add(TemplateBlock block)
        {
            switch (block)
            {
                case TemplateBlock.Heading heading:
                    var level = headings++ == 0 ? "h1" : "h2";
                    Write($"<{level} style=\"font-size:{(level == "h1" ? 22 : 18)}px\">{Line(heading.Line)}</{level}>\n");
                    break;
                case TemplateBlock.Paragraph paragraph:
                    if (values.Lines(paragraph.Lines) is { Count: > 0 } lines)
                        Write($"<p>{string.Join("<br>\n", lines.Select(Encoder.Encode))}</p>\n");
                    break;
                case TemplateBlock.Items items:
                    AddItems(values.Lines(items.Lines));
                    break;
                case TemplateBlock.Link link:
                    var address = Encoder.Encode(values.Link ?? "");
                    Write($"<p><a href=\"{address}\" style=\"{ButtonStyle}\">{Line(link.Label)}</a></p>\n<p style=\"word-break:break-all\">{address}</p>\n");
                    break;
                case TemplateBlock.Slot { Name: MailPlaceholders.Contacts }:
                    AddAll(contacts);
                    break;
                case TemplateBlock.Slot slot when values.ByName.GetValueOrDefault(slot.Name) is MailText.Items list:
                    AddItems(list.Lines);
                    break;
                case TemplateBlock.Slot slot when values.ByName.GetValueOrDefault(slot.Name) is MailText.Links links:
                    Write($"<ul>\n{string.Concat(links.Lines.Select(item => $"<li><a href=\"{Encoder.Encode(item.Address.AbsoluteUri)}\">{Encoder.Encode(item.Line)}</a></li>\n"))}</ul>\n");
                    break;
                case TemplateBlock.Slot slot when values.ByName.GetValueOrDefault(slot.Name) is MailText.Prose prose:
                    Write($"<blockquote style=\"{QuoteStyle}\">{string.Join("<br>\n", prose.Text.Split('\n').Select(Encoder.Encode))}</blockquote>\n");
                    break;
            }
        }

        void AddItems(IReadOnlyList<string> items)
        {
            if (items.Count == 0)
                return;

            html.Append("<ul>\n");
            foreach (var item in items)
                Write($"<li>{Encoder.Encode(item)}</li>\n");
            html.Append("</ul>\n");
        }

        void Write(string text) => html.Append(text);

        string Line(IReadOnlyList<Segment> line) => Encoder.Encode(values.Line(line));
    }
}

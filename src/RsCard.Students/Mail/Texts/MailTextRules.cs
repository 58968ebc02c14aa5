namespace RsCard.Students.Mail.Texts;

/// <summary>What a text must keep to, wherever it comes from: a file, the page, the database.</summary>
internal static class MailTextRules
{
    /// <summary>Many times the longest that is delivered.</summary>
    public const int MostCharacters = 20_000;

    /// <summary>A subject is one line of a list, and of a header.</summary>
    public const int MostOfSubject = 200;

    /// <summary>As every editor may send it, so that two texts that read alike are alike.</summary>
    public static string Normalise(string text) => text.Trim('\uFEFF').ReplaceLineEndings("\n").Replace('\t', ' ').Trim() + "\n";

    /// <returns>The template, to be used where there are no faults.</returns>
    public static (MailTemplate Template, IReadOnlyList<MailTextFault> Faults) Read(MailTextFile file, string text)
    {
        var faults = new List<MailTextFault>();
        var template = TemplateParser.Parse(text, file.HasSubject, faults.Add);
        faults.AddRange(PlaceholderFaults(template, file));
        return (template, faults);
    }

    /// <summary>What is asked of a person's text besides: the files are ours.</summary>
    public static IEnumerable<MailTextFault> Limits(MailTextFile file, string text)
    {
        if (text.Length > MostCharacters)
            yield return new(MailTextCodes.TooLong, Line: null, $"{MostCharacters}", $"{text.Length}");
        if (file.HasSubject && text.IndexOf('\n') is > MostOfSubject and var length)
            yield return new(MailTextCodes.TooLong, 1, $"{MostOfSubject}", $"{length}");
        foreach (var (place, line) in text.Split('\n').Index())
        {
            if (line.Any(char.IsControl))
                yield return new(MailTextCodes.ControlCharacter, place + 1);
            if (NumberMask.Apply(line) != line)
                yield return new(MailTextCodes.Number, place + 1);
        }
    }

    private static IEnumerable<MailTextFault> PlaceholderFaults(MailTemplate template, MailTextFile file)
    {
        var inLines = FirstOfEach(LinesOf(template).SelectMany(line => line).OfType<Segment.Placeholder>());
        var alone = FirstOfEach(template.Blocks.Select(block => block switch
        {
            TemplateBlock.Slot slot => new Segment.Placeholder(slot.Name, slot.At),
            TemplateBlock.Link link => new Segment.Placeholder(MailPlaceholders.Link, link.At),
            _ => null,
        }).OfType<Segment.Placeholder>());
        var all = FirstOfEach([.. inLines, .. alone]);

        foreach (var unknown in all.ExceptBy(file.Allowed, one => one.Name))
            yield return new(MailTextCodes.Unknown, unknown.At, unknown.Name, string.Join(", ", file.Allowed));
        foreach (var block in inLines.Where(one => MailPlaceholders.Blocks.Contains(one.Name) && file.Allowed.Contains(one.Name)))
            yield return new(MailTextCodes.NotAlone, block.At, block.Name);
        foreach (var link in inLines.Where(one => one.Name == MailPlaceholders.Link && file.Allowed.Contains(one.Name)))
            yield return new(MailTextCodes.LinkNotAlone, link.At);
        foreach (var head in FirstOfEach(HeadsOf(template)).Where(one => file.Allowed.Contains(one.Name)).ExceptBy([.. file.Required, .. MailPlaceholders.AlwaysKnown], one => one.Name))
            yield return new(MailTextCodes.NotAlwaysKnown, head.At, head.Name);
        foreach (var name in file.Required.Except(all.Select(one => one.Name)).Order(StringComparer.Ordinal))
            yield return new(MailTextCodes.Missing, Line: null, name);
    }

    private static List<Segment.Placeholder> FirstOfEach(IEnumerable<Segment.Placeholder> placeholders) =>
        [.. placeholders.GroupBy(one => one.Name, (_, same) => same.OrderBy(one => one.At).First()).OrderBy(one => one.At).ThenBy(one => one.Name, StringComparer.Ordinal)];

    /// <summary>Placeholders of lines that a mail can't do without.</summary>
    private static IEnumerable<Segment.Placeholder> HeadsOf(MailTemplate template) =>
        template.Blocks
            .Select(block => block switch
            {
                TemplateBlock.Heading heading => heading.Line,
                TemplateBlock.Link link => link.Label,
                _ => [],
            })
            .Append(template.Subject)
            .SelectMany(line => line)
            .OfType<Segment.Placeholder>();

    private static IEnumerable<IReadOnlyList<Segment>> LinesOf(MailTemplate template) =>
        template.Blocks.SelectMany(block => block switch
        {
            TemplateBlock.Heading heading => [heading.Line],
            TemplateBlock.Paragraph paragraph => paragraph.Lines,
            TemplateBlock.Items items => items.Lines,
            TemplateBlock.Link link => [link.Label],
            _ => [],
        }).Append(template.Subject);
}

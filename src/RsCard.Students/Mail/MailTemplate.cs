namespace RsCard.Students.Mail;

/// <summary>A template as read: what stands in the file, with its placeholders found.</summary>
/// <param name="Subject">Empty in a part that other templates include.</param>
internal sealed record MailTemplate(IReadOnlyList<Segment> Subject, IReadOnlyList<TemplateBlock> Blocks);

/// <summary>A stretch of a line: words as they are, or the name of a placeholder.</summary>
internal abstract record Segment
{
    private Segment()
    {
    }

    public sealed record Words(string Text) : Segment;

    /// <param name="At">The line of the file, from 1.</param>
    public sealed record Placeholder(string Name, int At) : Segment;
}

internal abstract record TemplateBlock
{
    private TemplateBlock()
    {
    }

    /// <summary><c># words</c>.</summary>
    public sealed record Heading(IReadOnlyList<Segment> Line) : TemplateBlock;

    /// <summary>Lines up to an empty one. Line breaks are kept.</summary>
    public sealed record Paragraph(IReadOnlyList<IReadOnlyList<Segment>> Lines) : TemplateBlock;

    /// <summary><c>- words</c>, line after line.</summary>
    public sealed record Items(IReadOnlyList<IReadOnlyList<Segment>> Lines) : TemplateBlock;

    /// <summary><c>[words]({{link}})</c>, alone on its line.</summary>
    public sealed record Link(IReadOnlyList<Segment> Label, int At) : TemplateBlock;

    /// <summary>One of <see cref="MailPlaceholders.Blocks"/>, alone on its line.</summary>
    public sealed record Slot(string Name, int At) : TemplateBlock;
}

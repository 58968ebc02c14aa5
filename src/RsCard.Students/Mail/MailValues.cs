namespace RsCard.Students.Mail;

/// <summary>What the placeholders of one mail become.</summary>
/// <param name="Link">Absolute; null for a mail without one.</param>
/// <param name="ByName">What isn't known isn't there, and the line that asks for it is left out.</param>
internal sealed record MailValues(string? Link, IReadOnlyDictionary<string, MailText> ByName)
{
    /// <summary>Those of these lines that everything is known for, with their values.</summary>
    public IReadOnlyList<string> Lines(IReadOnlyList<IReadOnlyList<Segment>> lines) => [.. lines.Where(IsKnown).Select(Line)];

    /// <summary>To be called for a line that everything is known for.</summary>
    public string Line(IReadOnlyList<Segment> line) => string.Concat(line.Select(segment => segment switch
    {
        Segment.Placeholder placeholder => ((MailText.Line)ByName[placeholder.Name]).Text,
        Segment.Words words => words.Text,
        _ => throw new System.Diagnostics.UnreachableException(),
    }));

    private bool IsKnown(IReadOnlyList<Segment> line) => line.OfType<Segment.Placeholder>().All(placeholder => ByName.ContainsKey(placeholder.Name));
}

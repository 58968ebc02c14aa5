using System.Text;

namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>
/// What an attribute should say, as a reader of the configuration understands it: text with fields in braces, each with
/// transformations after bars: <c>{givenName} {familyName|upper}</c>.
/// </summary>
public sealed class ValueTemplate
{
    private readonly IReadOnlyList<Piece> pieces;

    private ValueTemplate(string text, IReadOnlyList<Piece> pieces)
    {
        Text = text;
        this.pieces = pieces;
    }

    public string Text { get; }

    /// <summary>Whether the whole value is a generalized time.</summary>
    public bool IsTime => pieces is [{ Day: not null, Format: { } format }] && ReferenceEquals(format, TemplateWords.GeneralizedTime);

    /// <exception cref="FormatException">The text isn't a template: the message begins with its <c>MAP-…</c> code and says what would be right.</exception>
    public static ValueTemplate Parse(string text) =>
        new(text, text.Length == 0 ? throw Wrong("MAP-003", "a value such as '{givenName} {familyName}'", "nothing") : [.. Split(text)]);

    /// <summary>The value for an entry; null where a field that it needs is absent, or where nothing but spaces would stand there.</summary>
    public string? Of(WantedEntry wanted)
    {
        if (pieces.Count == 1)
            return pieces[0].Of(wanted) is { } only && !string.IsNullOrWhiteSpace(only) ? only : null;

        var value = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Of(wanted) is not { } text)
                return null;
            value.Append(text);
        }

        var all = value.ToString();
        return string.IsNullOrWhiteSpace(all) ? null : all;
    }

    public override string ToString() => Text;

    private static IEnumerable<Piece> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var literal = open < 0 ? text[at..] : text[at..open];
            if (literal.Contains('}', StringComparison.Ordinal))
                throw Wrong("MAP-003", "a '{' before each '}', as in '{familyName}'", $"'{text}'");
            if (literal.Length > 0)
                yield return new Piece(literal, Field: null, Day: null, [], Format: null);
            if (open < 0)
                yield break;
            var close = text.IndexOf('}', open);
            if (close < 0)
                throw Wrong("MAP-003", "a '}' after each '{', as in '{familyName}'", $"'{text}'");
            yield return Field(text[(open + 1)..close]);
            at = close + 1;
        }
    }

    private static Piece Field(string inside)
    {
        var words = inside.Split('|', StringSplitOptions.TrimEntries);
        foreach (var unknown in words.Skip(1).Where(word => !TemplateWords.Texts.ContainsKey(word) && !TemplateWords.Days.ContainsKey(word)))
            throw Wrong("MAP-002", $"a transformation to be one of {string.Join(", ", TemplateWords.Texts.Keys.Concat(TemplateWords.Days.Keys))}, as in '{{familyName|upper}}'", $"'{unknown}'");
        if (TemplateWords.DayFields.TryGetValue(words[0], out var day))
        {
            return words.Length > 1 && TemplateWords.Days.TryGetValue(words[1], out var format)
                ? new Piece(Literal: null, Field: null, day, Transformations(words, 2), format)
                : throw Wrong("MAP-004", $"the day {words[0]} to be written as {string.Join(" or ", TemplateWords.Days.Keys)}, as in '{{{words[0]}|generalizedTime}}'", $"'{{{inside}}}'");
        }

        return TemplateWords.TextFields.TryGetValue(words[0], out var field)
            ? new Piece(Literal: null, field, Day: null, Transformations(words, 1), Format: null)
            : throw Wrong("MAP-001", $"a field to be one of {string.Join(", ", TemplateWords.TextFields.Keys.Concat(TemplateWords.DayFields.Keys))}, as in '{{givenName}}'", $"'{words[0]}'");
    }

    private static IReadOnlyList<Func<string, string>> Transformations(string[] words, int first) =>
        [.. words.Skip(first).Select(word => TemplateWords.Texts.TryGetValue(word, out var transformation)
            ? transformation
            : throw Wrong("MAP-004", $"'{word}' right after a day, as in '{{periodEnd|{word}}}'", $"'{{{string.Join('|', words)}}}'"))];

    private static FormatException Wrong(string code, string expected, string got) => new($"{code}: expected {expected}, got {got}");

    private sealed record Piece(
        string? Literal, Func<WantedEntry, string?>? Field, Func<WantedEntry, DateOnly>? Day, IReadOnlyList<Func<string, string>> Then, Func<DateOnly, string>? Format)
    {
        public string? Of(WantedEntry wanted)
        {
            var value = Literal ?? (Day is not null && Format is not null ? Format(Day(wanted)) : Field?.Invoke(wanted));
            if (value is null)
                return null;
            foreach (var transformation in Then)
                value = transformation(value);
            return value;
        }
    }
}

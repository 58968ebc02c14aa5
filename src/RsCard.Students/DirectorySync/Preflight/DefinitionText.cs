namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The text of one schema definition (RFC 4512, 4.1): words, quoted strings and lists, by keyword.</summary>
internal sealed class DefinitionText
{
    private static readonly HashSet<string> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        "SINGLE-VALUE", "COLLECTIVE", "NO-USER-MODIFICATION", "OBSOLETE", "ABSTRACT", "STRUCTURAL", "AUXILIARY",
    };

    private readonly Dictionary<string, List<string>> byKeyword = new(StringComparer.OrdinalIgnoreCase);

    private DefinitionText(string oid) => Oid = oid;

    public string Oid { get; }

    /// <summary>The values behind a keyword; none where it isn't there.</summary>
    public IReadOnlyList<string> this[string keyword] => byKeyword.TryGetValue(keyword, out var values) ? values : [];

    public bool Has(string keyword) => byKeyword.ContainsKey(keyword);

    /// <summary>Null for a text that isn't a definition: servers list odd ones, and one that can't be read is missed only where it is needed.</summary>
    public static DefinitionText? Read(string text)
    {
        var words = Words(text);
        if (words.Count < 3 || words[0] != "(" || words[^1] != ")")
            return null;

        var read = new DefinitionText(words[1]);
        for (var at = 2; at < words.Count - 1; at++)
        {
            var values = read.byKeyword[words[at]] = [];
            if (Flags.Contains(words[at]) || at + 1 >= words.Count - 1)
                continue;
            if (words[++at] != "(")
            {
                values.Add(Bare(words[at]));
                continue;
            }

            while (++at < words.Count - 1 && words[at] != ")")
            {
                if (words[at] != "$")
                    values.Add(Bare(words[at]));
            }
        }

        return read;
    }

    private static string Bare(string word) => word.Length > 1 && word[0] == '\'' ? word[1..^1] : word;

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            var from = at;
            if (char.IsWhiteSpace(text[at]))
                continue;
            if (text[at] == '\'')
            {
                at = text.IndexOf('\'', at + 1);
                if (at < 0)
                    return [];
            }
            else if (text[at] is not ('(' or ')' or '$'))
            {
                while (at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] is not ('(' or ')' or '$'))
                    at++;
            }

            words.Add(text[from..(at + 1)]);
        }

        return words;
    }
}

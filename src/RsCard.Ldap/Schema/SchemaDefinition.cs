using System.Text;

namespace RsCard.Ldap;

/// <summary>One definition, such as <c>( 2.5.4.3 NAME ( 'cn' 'commonName' ) SUP name )</c>, as words and their values (RFC 4512, 4.1).</summary>
internal sealed class SchemaDefinition
{
    private readonly Dictionary<string, List<string>> parts = new(StringComparer.OrdinalIgnoreCase);

    private SchemaDefinition(string oid) => Oid = oid;

    public string Oid { get; }

    public bool Has(string word) => parts.ContainsKey(word);

    public IReadOnlyList<string> Values(string word) => parts.GetValueOrDefault(word) ?? [];

    public string? Value(string word) => Values(word) is [var first, ..] ? first : null;

    /// <summary>Null for a text that is no definition.</summary>
    public static SchemaDefinition? Read(string text)
    {
        var tokens = Tokens(text);
        if (tokens.Count < 3 || tokens[0] != "(" || tokens[^1] != ")")
            return null;
        var definition = new SchemaDefinition(tokens[1].Trim('\''));
        var values = new List<string>();
        var isValueNext = false; // so that a value in capitals is no word
        var isList = false;
        foreach (var token in tokens.Skip(2).SkipLast(1))
        {
            if (token == "$")
                continue;
            if (token is "(" or ")")
            {
                isList = token == "(";
                isValueNext = false;
            }
            else if (isList || isValueNext || token[0] == '\'')
            {
                values.Add(token.TrimStart('\''));
                isValueNext = false;
            }
            else
            {
                definition.parts[token] = values = [];
                isValueNext = !StandsAlone(token);
            }
        }

        return definition;
    }

    private static bool StandsAlone(string word) =>
        word is "OBSOLETE" or "SINGLE-VALUE" or "COLLECTIVE" or "NO-USER-MODIFICATION" or "ABSTRACT" or "STRUCTURAL" or "AUXILIARY";

    /// <summary>Parentheses, dollars, bare words, and quoted strings (with one quote in front, as a mark); none where a quote has no end.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or ')' or '$')
            {
                tokens.Add(text[i].ToString());
            }
            else if (text[i] == '\'')
            {
                var end = text.IndexOf('\'', i + 1);
                if (end < 0)
                    return [];
                tokens.Add(text[i..end]);
                i = end;
            }
            else if (text[i] is not (' ' or '\t' or '\n' or '\r'))
            {
                var word = new StringBuilder();
                while (i < text.Length && text[i] is not (' ' or '\t' or '\n' or '\r' or '(' or ')' or '$' or '\''))
                    word.Append(text[i++]);
                i--;
                tokens.Add(word.ToString());
            }
        }

        return tokens;
    }
}

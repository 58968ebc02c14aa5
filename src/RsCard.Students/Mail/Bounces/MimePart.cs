using System.Text;

namespace RsCard.Students.Mail.Bounces;

/// <summary>
/// A message or a part of one (RFC 5322, RFC 2045, RFC 2046), read as tolerantly as foreign mail servers ask for: what can't be read is
/// text without meaning, never an error. Text is Latin-1: all that is looked for is ASCII.
/// </summary>
internal sealed class MimePart
{
    private const int DeepestNesting = 8;
    private const int MostParts = 200;

    /// <summary>A longer header is cut: what is looked for stands at its beginning, and putting a megabyte together line by line takes minutes.</summary>
    private const int LongestHeader = 8192;
    private readonly List<(string Name, string Value)> headers = [];

    private MimePart(string text, int depth)
    {
        var position = ReadHeaders(text);
        var (type, parameters) = ReadType(Find("Content-Type"));
        Type = type;
        Body = Decode(text[position..], Find("Content-Transfer-Encoding"));
        if (depth >= DeepestNesting)
            return;
        if (Type.StartsWith("multipart/", StringComparison.Ordinal) && parameters.GetValueOrDefault("boundary") is { Length: > 0 } boundary)
            Parts = [.. Split(Body, boundary).Take(MostParts).Select(part => new MimePart(part, depth + 1))];
        else if (Type is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/global-headers")
            Parts = [new MimePart(Body, depth + 1)];
    }

    /// <summary>In lower case; <c>text/plain</c> where none is said.</summary>
    public string Type { get; }

    /// <summary>Decoded.</summary>
    public string Body { get; }

    /// <summary>Of a multipart its parts, of an enclosed message that message.</summary>
    public IReadOnlyList<MimePart> Parts { get; } = [];

    public static MimePart Read(byte[] message) => new(Encoding.Latin1.GetString(message), depth: 0);

    /// <summary>The part itself and all below it.</summary>
    public IEnumerable<MimePart> All() => [this, .. Parts.SelectMany(part => part.All())];

    /// <summary>The first header of this name, on one line.</summary>
    public string? Find(string name) => headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    /// <summary>Groups of fields as a delivery report has them (RFC 3464 section 2.1): between blank lines.</summary>
    public IEnumerable<MimePart> Groups()
    {
        var lines = new StringBuilder();
        foreach (var line in Body.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Append(line).Append('\n');
                continue;
            }

            if (lines.Length > 0)
                yield return new MimePart(lines.ToString(), DeepestNesting);
            lines.Clear();
        }
    }

    /// <returns>Where the body begins.</returns>
    private int ReadHeaders(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var end = text.IndexOf('\n', position);
            var line = (end < 0 ? text[position..] : text[position..end]).TrimEnd('\r');
            position = end < 0 ? text.Length : end + 1;
            if (line.Length == 0)
                break;
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                if (headers[^1].Value.Length < LongestHeader)
                    headers[^1] = (headers[^1].Name, Cut($"{headers[^1].Value} {line.Trim()}"));
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers.Add((line[..colon].Trim(), Cut(line[(colon + 1)..].Trim())));
        }

        return position;
    }

    private static string Cut(string header) => header.Length <= LongestHeader ? header : header[..LongestHeader];

    private static (string Type, Dictionary<string, string> Parameters) ReadType(string? header)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var pieces = SplitQuoted(header ?? "text/plain");
        foreach (var piece in pieces.Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parameters.TryAdd(piece[..equals].Trim(), Unquote(piece[(equals + 1)..].Trim()));
        }

        return (pieces[0].Trim().ToLowerInvariant(), parameters);
    }

    /// <summary>At semicolons that don't stand between quotation marks.</summary>
    private static List<string> SplitQuoted(string header)
    {
        var pieces = new List<string> { "" };
        var quoted = false;
        foreach (var character in header)
        {
            quoted ^= character == '"';
            if (character == ';' && !quoted)
                pieces.Add("");
            else
                pieces[^1] += character;
        }

        return pieces;
    }

    private static string Unquote(string value) => value is ['"', .. var inner, '"'] ? inner.Replace("\\", "", StringComparison.Ordinal) : value;

    /// <summary>The text between the boundary's lines; the last part may lack its end.</summary>
    private static IEnumerable<string> Split(string body, string boundary)
    {
        var part = default(StringBuilder);
        foreach (var line in body.Split('\n'))
        {
            var bare = line.TrimEnd();
            if (bare == $"--{boundary}" || bare == $"--{boundary}--")
            {
                if (part is not null)
                    yield return part.ToString();
                part = bare.Length == boundary.Length + 2 ? new StringBuilder() : null;
                continue;
            }

            part?.Append(line).Append('\n');
        }

        if (part is not null)
            yield return part.ToString();
    }

    private static string Decode(string body, string? encoding) => encoding?.ToLowerInvariant() switch
    {
        "base64" => FromBase64(body),
        "quoted-printable" => FromQuotedPrintable(body),
        _ => body,
    };

    private static string FromBase64(string body)
    {
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(string.Concat(body.Where(character => !char.IsWhiteSpace(character))), bytes, out var written)
            ? Encoding.Latin1.GetString(bytes, 0, written)
            : body;
    }

    private static string FromQuotedPrintable(string body)
    {
        var text = new StringBuilder(body.Length);
        for (var index = 0; index < body.Length; index++)
        {
            if (body[index] == '=' && index + 2 < body.Length && byte.TryParse(body.AsSpan(index + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
            {
                text.Append((char)value);
                index += 2;
            }
            else if (body[index] == '=' && index + 1 < body.Length && body[index + 1] is '\r' or '\n')
                index += body[index + 1] == '\r' && index + 2 < body.Length && body[index + 2] == '\n' ? 2 : 1;
            else
                text.Append(body[index]);
        }

        return text.ToString();
    }
}

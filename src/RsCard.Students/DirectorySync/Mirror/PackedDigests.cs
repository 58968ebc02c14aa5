using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// Digests as the JSON object they lie in, read each time they are asked for: they are looked at only where an entry isn't as wanted,
/// and 100,000 dictionaries take 100 MB.
/// </summary>
internal sealed class PackedDigests(byte[] json) : IReadOnlyDictionary<string, string>
{
    public int Count => Read().Count;

    public IEnumerable<string> Keys => Read().Keys;

    public IEnumerable<string> Values => Read().Values;

    public string this[string key] => Read()[key];

    public bool ContainsKey(string key) => Read().ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => Read().TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Read().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, string> Read() => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}

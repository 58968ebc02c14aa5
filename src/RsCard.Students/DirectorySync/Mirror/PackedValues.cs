using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>The values at the end of a <see cref="PackedEntry"/>, read from their bytes each time they are asked for.</summary>
internal sealed class PackedValues(byte[] packed) : IReadOnlyDictionary<string, IReadOnlyList<string>>
{
    public int Count => Keys.Count();

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<IReadOnlyList<string>> Values => this.Select(pair => pair.Value);

    public IReadOnlyList<string> this[string key] =>
        TryGetValue(key, out var values) ? values : throw new KeyNotFoundException($"The entry has no {key}.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out IReadOnlyList<string> value)
    {
        Span<byte> wanted = stackalloc byte[128];
        if (Encoding.UTF8.TryGetBytes(key, wanted, out var length))
        {
            var at = 0;
            while (at < packed.Length)
            {
                var found = PackedEntry.ReadBytes(packed, ref at).SequenceEqual(wanted[..length]);
                if (found)
                {
                    value = ReadValues(ref at);
                    return true;
                }

                SkipValues(ref at);
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator()
    {
        var at = 0;
        while (at < packed.Length)
        {
            var name = PackedEntry.ReadText(packed, ref at);
            yield return new(name, ReadValues(ref at));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string[] ReadValues(ref int at)
    {
        var values = new string[PackedEntry.ReadCount(packed, ref at)];
        for (var i = 0; i < values.Length; i++)
            values[i] = PackedEntry.ReadText(packed, ref at);
        return values;
    }

    private void SkipValues(ref int at)
    {
        for (var left = PackedEntry.ReadCount(packed, ref at); left > 0; left--)
            PackedEntry.ReadBytes(packed, ref at);
    }
}

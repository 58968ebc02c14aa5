using System.Security.Cryptography;
using System.Text;

namespace RsCard.Students.Students;

/// <summary>The keys from outside the database: one for look-up hashes, and one or more that wrap the students' own keys.</summary>
public sealed class MasterKeys
{
    private const string LookupName = "lookup";
    private readonly Dictionary<string, byte[]> keys;
    private readonly byte[] lookup;

    private MasterKeys(Dictionary<string, byte[]> keys, byte[] lookup, string current)
    {
        this.keys = keys;
        this.lookup = lookup;
        Current = current;
    }

    /// <summary>The name of the key that wraps from now on.</summary>
    public string Current { get; }

    /// <exception cref="InvalidOperationException"><c>KEY-001</c>: the file isn't as <see cref="SecretsOptions.KeyFile"/> says.</exception>
    public static MasterKeys Load(SecretsOptions options) => Parse(File.ReadAllLines(options.KeyFile));

    public static MasterKeys Parse(IEnumerable<string> lines)
    {
        var read = lines
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length > 0)
            .ToList();
        foreach (var parts in read)
        {
            if (parts.Length != 2 || Decode(parts[1]).Length != 32)
                throw new InvalidOperationException($"KEY-001: expected each line of the key file to be a name and 32 bytes in base64, got a line that begins with '{parts[0]}'.");
        }

        var wrapping = read.Where(parts => parts[0] != LookupName).ToDictionary(parts => parts[0], parts => Decode(parts[1]));
        var lookupLine = read.Find(parts => parts[0] == LookupName);
        if (lookupLine is null || wrapping.Count == 0)
            throw new InvalidOperationException("KEY-001: expected the key file to have a line 'lookup …' and at least one other key.");

        return new MasterKeys(wrapping, Decode(lookupLine[1]), read.Last(parts => parts[0] != LookupName)[0]);
    }

    /// <summary>The keyed hash that finds a person by number: 32 bytes, the same for the same text (D-41).</summary>
    public byte[] LookupHash(string kind, string value) => LookupHash(Encoding.UTF8.GetBytes($"{kind}:{value}"));

    /// <summary>The hash that a person is found by, everywhere: of a personal number, 12 digits.</summary>
    public byte[] HashOfNumber(string number) => LookupHash("personal-number", number);

    /// <summary>As <see cref="LookupHash(string, string)"/> of bytes that begin with a kind of their own.</summary>
    public byte[] LookupHash(ReadOnlySpan<byte> kindAndValue) => HMACSHA256.HashData(lookup, kindAndValue);

    /// <exception cref="CryptographicException">The sealed bytes were changed, or belong to something else.</exception>
    public byte[] Open(string keyName, ReadOnlySpan<byte> @sealed, string belongsTo) =>
        keys.TryGetValue(keyName, out var key)
            ? Sealing.Open(key, @sealed, belongsTo)
            : throw new CryptographicException($"KEY-002: the key file has no key '{keyName}'.");

    public byte[] Seal(ReadOnlySpan<byte> plain, string belongsTo) => Sealing.Seal(keys[Current], plain, belongsTo);

    private static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : [];
    }
}

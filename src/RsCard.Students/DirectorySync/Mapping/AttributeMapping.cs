using System.Text;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>The one list of attributes that are kept in step, by whom, and with which values. Pure.</summary>
public sealed class AttributeMapping
{
    private readonly Dictionary<string, AttributeRule> byName;

    public AttributeMapping(IReadOnlyList<AttributeRule> rules)
    {
        Rules = rules;
        Written = [.. rules.Where(rule => rule.IsWritten)];
        byName = rules.ToDictionary(rule => rule.Attribute, StringComparer.Ordinal);
    }

    /// <summary>What is kept in step when the configuration says nothing.</summary>
    public static AttributeMapping Default { get; } = new(
    [
        Rule(DirectoryNames.RsId, "{rsId}", AttributeMaster.SetOnce, ValueComparison.IgnoreCase),
        Rule(DirectoryNames.HsaId, "{hsaId}", AttributeMaster.SetOnce, ValueComparison.IgnoreCase),
        Rule(DirectoryNames.PersonalNumber, "{personalNumber}"),
        Rule(DirectoryNames.CommonName, "{givenName} {familyName}"),
        Rule(DirectoryNames.GivenName, "{givenName}"),
        Rule(DirectoryNames.FamilyName, "{familyName}"),
        Rule(DirectoryNames.Email, "{email}"),
        Rule(DirectoryNames.PeriodStart, "{periodStart|generalizedTime}", compare: ValueComparison.Day),
        Rule(DirectoryNames.PeriodEnd, "{periodEnd|generalizedTime}", compare: ValueComparison.Day),
        Rule(DirectoryNames.Status, "{status}", compare: ValueComparison.IgnoreCase),
    ]);

    public IReadOnlyList<AttributeRule> Rules { get; }

    /// <summary>Those that we write.</summary>
    public IReadOnlyList<AttributeRule> Written { get; }

    /// <summary>Our names of everything that has to be read of an entry so that it can be planned for.</summary>
    public IReadOnlyList<string> Read => [.. DirectoryNames.Read.Union(Rules.Select(rule => rule.Attribute))];

    /// <exception cref="InvalidOperationException">The settings have problems (<see cref="ProblemsOf"/>).</exception>
    public static AttributeMapping From(DirectoryOptions options)
    {
        var problems = new List<string>();
        var mapping = new AttributeMapping(MappingReader.Read(options, problems));
        return problems.Count == 0 ? mapping : throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>What is wrong with <c>Directory:Mapping</c>: a stable code, what would be right, what came.</summary>
    public static IReadOnlyList<string> ProblemsOf(DirectoryOptions options)
    {
        var problems = new List<string>();
        MappingReader.Read(options, problems);
        return problems;
    }

    /// <summary>The rule of an attribute; null for one that isn't kept in step.</summary>
    public AttributeRule? Find(string attribute) => byName.GetValueOrDefault(attribute);

    /// <summary>The values of every attribute that we write, by our names; empty where it is to be absent.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ValuesOf(WantedEntry wanted) =>
        Written.ToDictionary(rule => rule.Attribute, rule => rule.ValueOf(wanted) is { } value ? [value] : (IReadOnlyList<string>)[], StringComparer.Ordinal);

    /// <summary>
    /// What a write would change so that the entry holds what is wanted. A set-once attribute that is there is never among them, nor one
    /// whose master is the directory.
    /// </summary>
    /// <param name="found">The entry's values of an attribute, by our name.</param>
    public IEnumerable<ValueDifference> Differences(WantedEntry wanted, Func<string, IReadOnlyList<string>> found)
    {
        foreach (var rule in Written)
        {
            var value = rule.ValueOf(wanted);
            var now = found(rule.Attribute);
            if (!Holds(rule, now, value))
                yield return new ValueDifference(rule, now, To(rule, now, value));
        }
    }

    /// <summary>
    /// Keyed hash of an entry's values of each attribute whose master we are, by our names: a value that was changed by hand is known by
    /// another digest. Bound to the entry, so that equal values of two people can't be told.
    /// </summary>
    /// <param name="keyedHash">The same function whenever digests are to be compared.</param>
    public IReadOnlyDictionary<string, string> Digests(MirroredEntry entry, Func<string, string> keyedHash) => Written
        .Where(rule => rule.Master != AttributeMaster.Merge)
        .ToDictionary(rule => rule.Attribute, rule => Digest(rule, entry, keyedHash), StringComparer.Ordinal);

    /// <summary>The digest of one attribute, as in <see cref="Digests"/>; of the whole entry, its name included, where none is named.</summary>
    public string Digest(MirroredEntry entry, string? attribute, Func<string, string> keyedHash)
    {
        if (attribute is not null)
            return Digest(Find(attribute) ?? new AttributeRule(attribute, AttributeMaster.Directory, Template: null, ValueComparison.Exact), entry, keyedHash);

        return keyedHash(string.Join('\n', Rules.Select(rule => Digest(rule, entry, keyedHash)).Append(entry.Dn)));
    }

    private static bool Holds(AttributeRule rule, IReadOnlyList<string> now, string? value) => rule.Master switch
    {
        AttributeMaster.SetOnce => now.Count > 0 || value is null,
        AttributeMaster.Merge => value is null || now.Any(one => rule.Same(one, value)),
        _ => value is null ? now.Count == 0 : now.Count == 1 && rule.Same(now[0], value),
    };

    private static IReadOnlyList<string> To(AttributeRule rule, IReadOnlyList<string> now, string? value) =>
        value is null ? [] : rule.Master == AttributeMaster.Merge ? [.. now, value] : [value];

    /// <summary>The number itself isn't in a mirrored entry: its key stands for it.</summary>
    private static string Digest(AttributeRule rule, MirroredEntry entry, Func<string, string> keyedHash)
    {
        IEnumerable<string> values = rule.Attribute == DirectoryNames.PersonalNumber
            ? entry.PersonalNumberKey is { } key ? [key] : []
            : entry.ValuesOf(rule.Attribute).Select(rule.Canonical);
        var text = new StringBuilder().Append(entry.EntryUuid).Append('\n').Append(rule.Attribute);
        foreach (var value in values.Order(StringComparer.Ordinal))
            text.Append('\n').Append(value.Length).Append(':').Append(value);
        return keyedHash(text.ToString());
    }

    private static AttributeRule Rule(
        string attribute, string template, AttributeMaster master = AttributeMaster.Ours, ValueComparison compare = ValueComparison.Exact) =>
        new(attribute, master, ValueTemplate.Parse(template), compare);
}

/// <summary>An attribute that doesn't hold what is wanted.</summary>
/// <param name="To">All its values after the write; empty removes it.</param>
public sealed record ValueDifference(AttributeRule Rule, IReadOnlyList<string> From, IReadOnlyList<string> To)
{
    public override string ToString() => $"difference in {Rule.Attribute}";
}

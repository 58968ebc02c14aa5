namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>Settings → rules: the default ones, changed and added to attribute by attribute.</summary>
internal static class MappingReader
{
    private static readonly Dictionary<string, AttributeMaster> Masters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ours"] = AttributeMaster.Ours,
        ["directory"] = AttributeMaster.Directory,
        ["merge"] = AttributeMaster.Merge,
        ["set-once"] = AttributeMaster.SetOnce,
    };

    private static readonly Dictionary<string, ValueComparison> Comparisons = new(StringComparer.OrdinalIgnoreCase)
    {
        ["exact"] = ValueComparison.Exact,
        ["ignoreCase"] = ValueComparison.IgnoreCase,
        ["day"] = ValueComparison.Day,
    };

    /// <summary>What the directory or the card system alone writes, and what an entry is named by.</summary>
    private static readonly HashSet<string> NeverMapped = new(StringComparer.OrdinalIgnoreCase)
    {
        DirectoryNames.EntryUuid, DirectoryNames.EntryCsn, DirectoryNames.NamingAttribute, DirectoryNames.CardSerial, DirectoryNames.CardState,
        DirectoryNames.CardHasPhoto, DirectoryNames.CardValidTo, "objectClass", "userPassword",
    };

    public static IReadOnlyList<AttributeRule> Read(DirectoryOptions options, List<string> problems)
    {
        var rules = AttributeMapping.Default.Rules.ToList();
        foreach (var (attribute, wanted) in options.Mapping.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            try
            {
                var at = rules.FindIndex(rule => string.Equals(rule.Attribute, attribute, StringComparison.OrdinalIgnoreCase));
                var rule = Read(at < 0 ? attribute : rules[at].Attribute, wanted, at < 0 ? null : rules[at]);
                if (at < 0)
                    rules.Add(rule);
                else
                    rules[at] = rule;
            }
            catch (FormatException wrong)
            {
                problems.Add($"{nameof(options.Mapping)}: {attribute}: {wrong.Message}");
            }
        }

        return rules;
    }

    private static AttributeRule Read(string attribute, MappedAttributeOptions wanted, AttributeRule? before)
    {
        if (NeverMapped.Contains(attribute) || attribute.Length == 0 || !attribute.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ';'))
            throw new FormatException($"MAP-005: expected an attribute that may be mapped, such as displayName, got '{attribute}'");

        var master = wanted.Master is null ? before?.Master ?? AttributeMaster.Ours : Word(Masters, "MAP-006", nameof(wanted.Master), wanted.Master);
        var template = wanted.Value is { } text ? ValueTemplate.Parse(text) : before?.Template;
        if (master == AttributeMaster.Directory)
            return Checked(new AttributeRule(attribute, master, wanted.Value is null ? null : template, before?.Compare ?? ValueComparison.Exact));
        if (template is null)
            throw new FormatException($"MAP-003: expected {nameof(wanted.Value)} to be a value such as '{{givenName}} {{familyName}}', got nothing");

        var compare = wanted.Compare is { } word ? Word(Comparisons, "MAP-007", nameof(wanted.Compare), word)
            : template.IsTime ? ValueComparison.Day
            : before is { Compare: not ValueComparison.Day } ? before.Compare
            : ValueComparison.Exact;
        return Checked(new AttributeRule(attribute, master, template, compare));
    }

    /// <summary>What holds whatever an installation says: the planner knows an entry, and whether it is open, by these.</summary>
    private static AttributeRule Checked(AttributeRule rule) => rule switch
    {
        { IsIdentity: true } when rule.Master != AttributeMaster.SetOnce || rule.Template?.Text != OwnField(rule.Attribute) =>
            throw new FormatException($"MAP-008: expected {rule.Attribute} to be set-once with the value '{OwnField(rule.Attribute)}': it is given once and never changed (D-52)"),
        { Attribute: DirectoryNames.PersonalNumber } when rule.Master is not (AttributeMaster.Ours or AttributeMaster.Directory) || (rule.IsWritten && rule.Template?.Text != "{personalNumber}") =>
            throw new FormatException("MAP-008: expected personalIdentityNumber to be ours with the value '{personalNumber}', or the directory's"),
        { Attribute: DirectoryNames.Status } when rule.Master is not (AttributeMaster.Ours or AttributeMaster.Directory) || (rule.IsWritten && rule.Template?.Text != "{status}") =>
            throw new FormatException("MAP-008: expected studentStatus to be ours with the value '{status}', or the directory's"),
        { Attribute: DirectoryNames.PeriodStart or DirectoryNames.PeriodEnd } when rule.Master is AttributeMaster.Merge || (rule.IsWritten && rule.Template?.IsTime != true) =>
            throw new FormatException($"MAP-008: expected {rule.Attribute} to have one generalized time as its value, as in '{{periodEnd|generalizedTime}}'"),
        _ => rule,
    };

    private static string OwnField(string attribute) => attribute == DirectoryNames.RsId ? "{rsId}" : "{hsaId}";

    private static T Word<T>(Dictionary<string, T> words, string code, string name, string word) =>
        words.TryGetValue(word, out var value)
            ? value
            : throw new FormatException($"{code}: expected {name} to be one of {string.Join(", ", words.Keys)}, got '{word}'");
}

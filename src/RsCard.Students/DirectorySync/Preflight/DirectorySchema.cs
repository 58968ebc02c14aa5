using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>What the server's schema says of attributes and object classes, inherited parts included. Names in any case, and object identifiers.</summary>
internal sealed class DirectorySchema
{
    private const int MostAncestors = 20;

    private readonly Dictionary<string, DefinitionText> attributes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DefinitionText> classes = new(StringComparer.OrdinalIgnoreCase);

    private DirectorySchema(IEnumerable<string> attributeTypes, IEnumerable<string> objectClasses)
    {
        Fill(attributes, attributeTypes);
        Fill(classes, objectClasses);
    }

    public bool IsEmpty => attributes.Count == 0 || classes.Count == 0;

    /// <summary>Null where the server shows no schema to this account.</summary>
    public static async Task<DirectorySchema?> ReadAsync(LdapConnection connection, DistinguishedName at, CancellationToken cancellationToken)
    {
        // A subschema entry is asked for by its class (RFC 4512, 4.4).
        var search = new LdapSearch(at, LdapScope.Base, LdapFilter.Parse("(objectClass=subschema)"), ["attributeTypes", "objectClasses"]);
        var found = await connection.SearchAllAsync(search, LdapRequestOptions.None, cancellationToken);
        return found.Entries is [{ } entry, ..] ? new DirectorySchema(entry.Texts("attributeTypes"), entry.Texts("objectClasses")) : null;
    }

    public static DirectorySchema Of(IEnumerable<string> attributeTypes, IEnumerable<string> objectClasses) => new(attributeTypes, objectClasses);

    public bool HasAttribute(string name) => attributes.ContainsKey(name);

    public bool HasClass(string name) => classes.ContainsKey(name);

    /// <summary>The syntax's object identifier without a length; empty where none is said.</summary>
    public string SyntaxOf(string attribute) => Inherited(attributes, attribute, "SYNTAX") is { } syntax ? syntax.Split('{')[0] : "";

    public bool HasEquality(string attribute) => Inherited(attributes, attribute, "EQUALITY") is not null;

    public bool IsSingleValued(string attribute) => attributes.TryGetValue(attribute, out var type) && type.Has("SINGLE-VALUE");

    public bool MayBeWritten(string attribute) => attributes.TryGetValue(attribute, out var type) && !type.Has("NO-USER-MODIFICATION");

    /// <summary>Whether one of the classes, or one that it comes from, has the attribute.</summary>
    public bool Allows(IEnumerable<string> classNames, string attribute) =>
        Lineage(classNames).SelectMany(one => one["MUST"].Concat(one["MAY"])).Any(allowed => IsSame(allowed, attribute));

    /// <summary>What an entry of these classes has to have.</summary>
    public IReadOnlyList<string> Required(IEnumerable<string> classNames) =>
        [.. Lineage(classNames).SelectMany(one => one["MUST"]).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether the two names are names of one attribute.</summary>
    public bool IsSame(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase)
        || (attributes.TryGetValue(left, out var one) && attributes.TryGetValue(right, out var other) && ReferenceEquals(one, other));

    private IEnumerable<DefinitionText> Lineage(IEnumerable<string> names)
    {
        var open = new Queue<string>(names);
        var seen = new HashSet<DefinitionText>();
        while (open.TryDequeue(out var name))
        {
            if (!classes.TryGetValue(name, out var one) || !seen.Add(one))
                continue;
            yield return one;
            foreach (var ancestor in one["SUP"])
                open.Enqueue(ancestor);
        }
    }

    private static string? Inherited(Dictionary<string, DefinitionText> types, string name, string keyword)
    {
        for (var step = 0; step < MostAncestors && types.TryGetValue(name, out var type); step++)
        {
            if (type[keyword] is [{ } value, ..])
                return value;
            if (type["SUP"] is not [{ } ancestor, ..])
                return null;
            name = ancestor;
        }

        return null;
    }

    private static void Fill(Dictionary<string, DefinitionText> target, IEnumerable<string> texts)
    {
        foreach (var definition in texts.Select(DefinitionText.Read).OfType<DefinitionText>())
        {
            foreach (var name in definition["NAME"].Append(definition.Oid))
                target.TryAdd(name, definition);
        }
    }
}

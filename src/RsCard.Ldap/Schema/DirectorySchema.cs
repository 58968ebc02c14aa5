using System.Diagnostics.CodeAnalysis;

namespace RsCard.Ldap;

/// <summary>A server's schema (RFC 4512, 4.2), by any name or OID, without regard to case.</summary>
public sealed class DirectorySchema
{
    internal static readonly string[] Attributes = ["attributeTypes", "objectClasses"];

    private readonly Dictionary<string, AttributeType> attributeTypes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ObjectClass> objectClasses = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="attributeTypes">Definitions as text. One that isn't RFC 4512 is passed over: servers list odd ones, and it is missed only where it is needed.</param>
    /// <param name="objectClasses">As <paramref name="attributeTypes"/>.</param>
    public DirectorySchema(IEnumerable<string> attributeTypes, IEnumerable<string> objectClasses)
    {
        ArgumentNullException.ThrowIfNull(attributeTypes);
        ArgumentNullException.ThrowIfNull(objectClasses);
        foreach (var type in attributeTypes.Select(SchemaDefinition.Read).OfType<SchemaDefinition>().Select(AttributeType.From))
        {
            foreach (var name in type.Names.Append(type.Oid))
                this.attributeTypes.TryAdd(name, type);
        }

        foreach (var type in objectClasses.Select(SchemaDefinition.Read).OfType<SchemaDefinition>().Select(ObjectClass.From))
        {
            foreach (var name in type.Names.Append(type.Oid))
                this.objectClasses.TryAdd(name, type);
        }
    }

    /// <summary>No attribute, or no class: nothing can be told by it.</summary>
    public bool IsEmpty => attributeTypes.Count == 0 || objectClasses.Count == 0;

    /// <summary>The attribute, or null where the server has none such.</summary>
    public AttributeType? FindAttribute(string name) => attributeTypes.GetValueOrDefault(name);

    /// <summary>The object class, or null where the server has none such.</summary>
    public ObjectClass? FindClass(string name) => objectClasses.GetValueOrDefault(name);

    /// <summary>The syntax's OID, inherited where the attribute has none of its own; null where none is said.</summary>
    public string? SyntaxOf(string attribute) => WithSupertypes(attribute).Select(type => type.Syntax).FirstOrDefault(syntax => syntax is not null);

    /// <summary>The rule by which values are equal, inherited as <see cref="SyntaxOf"/>; null: a filter on the attribute matches nothing.</summary>
    public string? EqualityOf(string attribute) => WithSupertypes(attribute).Select(type => type.Equality).FirstOrDefault(rule => rule is not null);

    /// <summary>Whether two names are names of one attribute.</summary>
    public bool IsSame(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase) || (FindAttribute(left) is { } one && ReferenceEquals(one, FindAttribute(right)));

    /// <summary>Whether an entry of these classes may hold the attribute; what a class inherits counts.</summary>
    public bool Allows(IEnumerable<string> classes, string attribute)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return TryResolve(attribute, out var names) && classes.SelectMany(WithSuperiors).Any(type => type.Must.Concat(type.May).Any(names.Contains));
    }

    /// <summary>What an entry of these classes must hold, as the classes spell it; what a class inherits counts.</summary>
    public IReadOnlySet<string> Required(IEnumerable<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return classes.SelectMany(WithSuperiors).SelectMany(type => type.Must).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private bool TryResolve(string attribute, [NotNullWhen(true)] out HashSet<string>? names)
    {
        names = FindAttribute(attribute) is { } type ? type.Names.Append(type.Oid).ToHashSet(StringComparer.OrdinalIgnoreCase) : null;
        return names is not null;
    }

    // A schema can't be trusted to have no ring: neither here nor below.
    private IEnumerable<AttributeType> WithSupertypes(string name)
    {
        var seen = new HashSet<AttributeType>(ReferenceEqualityComparer.Instance);
        for (var next = FindAttribute(name); next is not null && seen.Add(next); next = next.Superior is { } superior ? FindAttribute(superior) : null)
            yield return next;
    }

    private IEnumerable<ObjectClass> WithSuperiors(string name)
    {
        var seen = new HashSet<ObjectClass>(ReferenceEqualityComparer.Instance);
        var open = new Queue<string>([name]);
        while (open.TryDequeue(out var next))
        {
            if (FindClass(next) is not { } type || !seen.Add(type))
                continue;
            yield return type;
            foreach (var superior in type.Superiors)
                open.Enqueue(superior);
        }
    }
}

/// <summary>An attribute type (RFC 4512, 4.1.2). Rules and syntax are null where they come from <paramref name="Superior"/>.</summary>
public sealed record AttributeType(string Oid, IReadOnlyList<string> Names, string? Superior, string? Equality, string? Ordering, string? Syntax, bool IsSingleValue, bool IsReadOnly)
{
    internal static AttributeType From(SchemaDefinition text) => new(
        text.Oid,
        text.Values("NAME"),
        text.Value("SUP"),
        text.Value("EQUALITY"),
        text.Value("ORDERING"),
        text.Value("SYNTAX") is { } syntax ? syntax.Split('{')[0] : null, // an upper bound of length may follow
        text.Has("SINGLE-VALUE"),
        text.Has("NO-USER-MODIFICATION"));
}

/// <summary>An object class (RFC 4512, 4.1.1), without what it inherits.</summary>
public sealed record ObjectClass(string Oid, IReadOnlyList<string> Names, IReadOnlyList<string> Superiors, IReadOnlyList<string> Must, IReadOnlyList<string> May, bool IsAuxiliary)
{
    internal static ObjectClass From(SchemaDefinition text) =>
        new(text.Oid, text.Values("NAME"), text.Values("SUP"), text.Values("MUST"), text.Values("MAY"), text.Has("AUXILIARY"));
}

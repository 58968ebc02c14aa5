namespace RsCard.Ldap;

/// <summary>One level of a name: one part, or several joined by <c>+</c> whose order means nothing.</summary>
public sealed class RelativeName : IEquatable<RelativeName>
{
    /// <exception cref="ArgumentException">No part.</exception>
    public RelativeName(params IEnumerable<NamePart> parts)
    {
        Parts = [.. parts];
        if (Parts.Count == 0)
            throw new ArgumentException("expected a relative name to have at least one part", nameof(parts));
    }

    /// <summary>A name of one part, such as <c>uid=100001</c>. The value is given unescaped.</summary>
    public static RelativeName Of(string type, string value) => new(new NamePart(type, value));

    /// <summary>The parts, in the order given.</summary>
    public IReadOnlyList<NamePart> Parts { get; }

    /// <summary>The unescaped value of the first part of this type, or null.</summary>
    public string? ValueOf(string type) =>
        Parts.FirstOrDefault(part => part.Type.Equals(type, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <inheritdoc/>
    public bool Equals(RelativeName? other) =>
        other is not null && Parts.Count == other.Parts.Count
        && (Parts.Count == 1 ? Parts[0].Equals(other.Parts[0]) : Parts.ToHashSet().SetEquals(other.Parts));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RelativeName);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(0, (hash, part) => hash ^ part.GetHashCode());

    /// <summary>As <see cref="DistinguishedName.ToKey"/>.</summary>
    internal string ToKey() => Parts.Count == 1 ? Parts[0].ToKey() : string.Join('+', Parts.Select(part => part.ToKey()).Order(StringComparer.Ordinal));

    /// <summary>The relative name as RFC 4514 writes it, escaped.</summary>
    public override string ToString() => string.Join('+', Parts);
}

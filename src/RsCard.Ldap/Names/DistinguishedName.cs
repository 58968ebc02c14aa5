using System.Diagnostics.CodeAnalysis;

namespace RsCard.Ldap;

/// <summary>
/// An entry's full name (RFC 4514), the entry's own level first. Equality is the directory's: without regard to case
/// and repeated spaces. <see cref="ToString"/> gives the escaped text, spelled as it came.
/// </summary>
public sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    /// <param name="levels">The entry's own level first, the root's last; none: the root DSE.</param>
    public DistinguishedName(params IEnumerable<RelativeName> levels) => Levels = [.. levels];

    /// <summary>The name of the root DSE.</summary>
    public static DistinguishedName Root { get; } = new();

    /// <summary>The levels, the entry's own first.</summary>
    public IReadOnlyList<RelativeName> Levels { get; }

    /// <summary>Whether this is the empty name.</summary>
    public bool IsRoot => Levels.Count == 0;

    /// <summary>The entry's own level.</summary>
    /// <exception cref="InvalidOperationException">The root has none.</exception>
    public RelativeName Rdn => IsRoot ? throw new InvalidOperationException("the root has no relative name") : Levels[0];

    /// <summary>The name above; null for the root.</summary>
    public DistinguishedName? Parent => IsRoot ? null : new DistinguishedName(Levels.Skip(1));

    /// <summary>Reads RFC 4514 text; also with spaces round separators, which old writers leave.</summary>
    /// <exception cref="FormatException">Not a name.</exception>
    public static DistinguishedName Parse(string text) => new DnParser(text).Parse();

    /// <summary>As <see cref="Parse"/>, false instead of an exception.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DistinguishedName? name)
    {
        name = null;
        if (text is null)
            return false;
        try
        {
            name = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The name one level below this one. The value is given unescaped.</summary>
    public DistinguishedName Child(string type, string value) => Child(RelativeName.Of(type, value));

    /// <summary>The name one level below this one.</summary>
    public DistinguishedName Child(RelativeName rdn) => new([rdn, .. Levels]);

    /// <summary>Whether this name lies below <paramref name="ancestor"/>, at any depth; a name isn't below itself.</summary>
    public bool IsBelow(DistinguishedName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        var depth = Levels.Count - ancestor.Levels.Count;
        return depth > 0 && Levels.Skip(depth).SequenceEqual(ancestor.Levels);
    }

    /// <summary>Whether this is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsAtOrBelow(DistinguishedName ancestor) => Equals(ancestor) || IsBelow(ancestor);

    /// <summary>The same entry under another own name, at the same place.</summary>
    /// <exception cref="InvalidOperationException">The root has no relative name.</exception>
    public DistinguishedName Renamed(RelativeName rdn) =>
        IsRoot ? throw new InvalidOperationException("the root has no relative name") : new([rdn, .. Levels.Skip(1)]);

    /// <summary>The same entry below another parent.</summary>
    /// <exception cref="InvalidOperationException">The root has no relative name.</exception>
    public DistinguishedName MovedTo(DistinguishedName parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return parent.Child(Rdn);
    }

    /// <summary>This name after <paramref name="from"/>, which it is or lies below, has become <paramref name="to"/>.</summary>
    /// <exception cref="ArgumentException">It neither is nor lies below <paramref name="from"/>.</exception>
    public DistinguishedName Rebased(DistinguishedName from, DistinguishedName to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return IsAtOrBelow(from)
            ? new([.. Levels.Take(Levels.Count - from.Levels.Count), .. to.Levels])
            : throw new ArgumentException("expected a name at or above this one", nameof(from));
    }

    /// <inheritdoc/>
    public bool Equals(DistinguishedName? other) => other is not null && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var level in Levels)
            hash.Add(level);
        return hash.ToHashCode();
    }

    public static bool operator ==(DistinguishedName? left, DistinguishedName? right) => Equals(left, right);

    public static bool operator !=(DistinguishedName? left, DistinguishedName? right) => !Equals(left, right);

    /// <summary>
    /// One text for all spellings that are equal: a key for a table. Types and values are folded; it is a name itself, though
    /// not spelled as the directory has it.
    /// </summary>
    public string ToKey() => string.Join(',', Levels.Select(level => level.ToKey()));

    /// <summary>The escaped text (RFC 4514).</summary>
    public override string ToString() => string.Join(',', Levels);
}

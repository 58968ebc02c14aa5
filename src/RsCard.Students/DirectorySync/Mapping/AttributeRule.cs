namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>How one attribute of an entry is kept: who is its master, and what we would write.</summary>
/// <param name="Attribute">Our name (<see cref="DirectoryNames"/>), or any other attribute of the directory's schema.</param>
/// <param name="Template">What we write; null where the directory is master.</param>
public sealed record AttributeRule(string Attribute, AttributeMaster Master, ValueTemplate? Template, ValueComparison Compare)
{
    /// <summary>Whether we ever write it.</summary>
    public bool IsWritten => Master != AttributeMaster.Directory;

    /// <summary>RSid, HSA-id: what an entry is known by, never changed once it stands (D-52).</summary>
    public bool IsIdentity => Attribute is DirectoryNames.RsId or DirectoryNames.HsaId;

    /// <summary>The value we would write; null where the attribute is to be absent.</summary>
    public string? ValueOf(WantedEntry wanted) => Template?.Of(wanted);

    /// <summary>Whether the two are one value to the directory.</summary>
    public bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || string.Equals(Canonical(left), Canonical(right), StringComparison.Ordinal);

    /// <summary>One spelling for all that are the same value.</summary>
    public string Canonical(string value) => ValueComparer.Canonical(Compare, value);
}

/// <summary>Who decides on an attribute's value.</summary>
public enum AttributeMaster
{
    /// <summary>We: exactly our value stands there.</summary>
    Ours,

    /// <summary>The directory: read at most, never written.</summary>
    Directory,

    /// <summary>Both: our value stands among the others, which are left.</summary>
    Merge,

    /// <summary>We write it where it is absent, and never again.</summary>
    SetOnce,
}

/// <summary>When two values are one. Default <see cref="Exact"/>; <see cref="Day"/> for generalized time.</summary>
public enum ValueComparison
{
    /// <summary>Letter by letter (composed and decomposed letters are the same letter).</summary>
    Exact,

    /// <summary>As caseIgnoreMatch: without regard to case and to repeated or outer spaces (RFC 4518).</summary>
    IgnoreCase,

    /// <summary>Generalized times of the same Stockholm day.</summary>
    Day,
}

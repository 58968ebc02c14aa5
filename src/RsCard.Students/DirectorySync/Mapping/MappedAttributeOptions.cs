namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>One attribute of <c>Directory:Mapping</c>. What isn't said stays as in <see cref="AttributeMapping.Default"/>.</summary>
public sealed class MappedAttributeOptions
{
    /// <summary><c>ours</c> (default for a new attribute), <c>directory</c>, <c>merge</c> or <c>set-once</c>.</summary>
    public string? Master { get; init; }

    /// <summary>A <see cref="ValueTemplate"/>, such as <c>{email|lower}</c>. Required but where the directory is master.</summary>
    public string? Value { get; init; }

    /// <summary><c>exact</c> (default), <c>ignoreCase</c>, or <c>day</c> (default for generalized time).</summary>
    public string? Compare { get; init; }
}

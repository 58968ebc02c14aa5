using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>What the directory's schema has to have for us: by the directory's own names.</summary>
internal sealed class NeededAttributes(DirectoryOptions options)
{
    private static readonly string[] Operational = [DirectoryNames.EntryUuid, DirectoryNames.EntryCsn];

    /// <summary>What we write.</summary>
    public IReadOnlyList<string> Written { get; } = Named(options, AttributeMapping.From(options).Written.Select(rule => rule.Attribute));

    /// <summary>What is read of a person beside that; a directory without card facts has none of them.</summary>
    public IReadOnlyList<string> OnlyRead { get; } = Named(options, AttributeMapping.From(options).Read.Except(AttributeMapping.From(options).Written.Select(rule => rule.Attribute)).Except(Operational));

    /// <summary>What entries are found by: a filter on it has to match.</summary>
    public IReadOnlyList<string> Keys { get; } = Named(options, [DirectoryNames.RsId, DirectoryNames.HsaId, DirectoryNames.PersonalNumber]);

    /// <summary>Several values in one of these are nobody's meaning.</summary>
    public IReadOnlyList<string> OneValued { get; } = Named(
        options,
        [DirectoryNames.RsId, DirectoryNames.HsaId, DirectoryNames.PersonalNumber, DirectoryNames.PeriodStart, DirectoryNames.PeriodEnd, DirectoryNames.Status]);

    /// <summary>Written as generalized time.</summary>
    public IReadOnlyList<string> Times { get; } = Named(
        options, AttributeMapping.From(options).Written.Where(rule => rule.Template is { IsTime: true }).Select(rule => rule.Attribute));

    public string NamingAttribute { get; } = options.NameOf(DirectoryNames.NamingAttribute);

    public IReadOnlyList<string> Classes { get; } = options.ObjectClasses.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> Named(DirectoryOptions options, IEnumerable<string> names) => [.. names.Select(options.NameOf)];
}

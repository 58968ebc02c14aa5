namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// How far a server has come, for each server that writes: the values of contextCSN (OpenLDAP). Each reads
/// <c>20261122040000.000000Z#000000#001#000000</c>: time, count, who wrote, and a part that is always zero.
/// </summary>
internal sealed record ContextCsn
{
    private readonly SortedDictionary<string, string> byWriter = new(StringComparer.Ordinal);

    private ContextCsn(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            var writer = value.Split('#') is [_, _, var id, ..] ? id : "";
            if (!byWriter.TryGetValue(writer, out var other) || string.CompareOrdinal(other, value) < 0)
                byWriter[writer] = value;
        }
    }

    /// <summary>The oldest of the values: nothing that is missing can have an older entryCSN.</summary>
    public string Oldest => byWriter.Values.Min(StringComparer.Ordinal) ?? "";

    /// <returns>Null where there are no values.</returns>
    public static ContextCsn? Of(IReadOnlyCollection<string> values) => values.Count > 0 ? new ContextCsn(values) : null;

    /// <summary>Reads <see cref="ToString"/>.</summary>
    public static ContextCsn? Parse(string? text) => Of(text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);

    /// <summary>Whether nobody has written since: the same writers, each as far as it was.</summary>
    public bool IsSame(ContextCsn other) => ToString() == other.ToString();

    /// <summary>False: a writer is missing or behind. It is another server, or one that was put back from a backup.</summary>
    public bool HasAllOf(ContextCsn earlier) =>
        earlier.byWriter.All(pair => byWriter.TryGetValue(pair.Key, out var now) && string.CompareOrdinal(now, pair.Value) >= 0);

    public override string ToString() => string.Join(' ', byWriter.Values);
}

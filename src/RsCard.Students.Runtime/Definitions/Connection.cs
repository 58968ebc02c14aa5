namespace RsCard.Students.Runtime.Definitions;

/// <summary>A line of the flowchart: followed when <paramref name="Source"/> completes with the outcome <paramref name="Port"/>.</summary>
public sealed record Connection(string Source, string Port, string Target)
{
    /// <summary>What a saved state calls it.</summary>
    internal string Key { get; } = $"{Source}:{Port}>{Target}";
}

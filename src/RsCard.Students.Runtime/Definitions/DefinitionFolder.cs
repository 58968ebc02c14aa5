namespace RsCard.Students.Runtime.Definitions;

/// <summary>Definitions as files, one a file.</summary>
public static class DefinitionFolder
{
    /// <summary>All <c>*.json</c> of a folder, in the order of their names.</summary>
    /// <exception cref="DefinitionException">DEF-001 to DEF-003, with the file's name.</exception>
    public static async Task<IReadOnlyList<WorkflowDefinition>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var definitions = new List<WorkflowDefinition>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            definitions.Add(await ReadFileAsync(file, cancellationToken));
        return definitions;
    }

    /// <exception cref="DefinitionException">DEF-001 to DEF-003, with the file's name.</exception>
    public static async Task<WorkflowDefinition> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return ElsaJson.Read(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (DefinitionException exception)
        {
            throw exception.In(Path.GetFileName(file));
        }
    }
}

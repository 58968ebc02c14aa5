namespace RsCard.Students.Runtime.Definitions;

/// <summary>A definition that can't be read or found.</summary>
/// <param name="code">Stable: <c>DEF-001</c> not JSON, <c>DEF-002</c> not an Elsa workflow with a flowchart as root,
/// <c>DEF-003</c> an activity or a connection is broken, <c>DEF-004</c> unknown definition id, <c>DEF-005</c> unknown hash.</param>
public sealed class DefinitionException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;

    /// <summary>The same, with the file it was found in.</summary>
    public DefinitionException In(string file) => new(Code, $"{file}: {message}");
}

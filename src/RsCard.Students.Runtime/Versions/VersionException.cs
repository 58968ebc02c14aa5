namespace RsCard.Students.Runtime.Versions;

/// <summary>A version or a mapping that can't be used as it was asked for.</summary>
/// <param name="code">One of <see cref="VersionCodes"/>.</param>
public sealed class VersionException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;
}

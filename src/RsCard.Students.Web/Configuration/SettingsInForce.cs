using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Npgsql;

namespace RsCard.Students.Web.Configuration;

/// <summary>One setting as it counts in this process.</summary>
/// <param name="Key">Below its section, for example <c>Reader:Dn</c>.</param>
/// <param name="Value">Null: not set. A secret is masked.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Place">The file's name or the variable's; null for a default.</param>
public sealed record SettingInForce(string Section, string Key, object? Value, SettingSource Source, string? Place = null)
{
    /// <summary>What stands in the place of a secret.</summary>
    public static string Mask { get; } = "••••••";

    public bool IsMasked => Mask.Equals(Value as string, StringComparison.Ordinal);
}

/// <summary>Where a setting comes from.</summary>
public enum SettingSource
{
    /// <summary>The code's own.</summary>
    Default,

    File,

    Environment,

    /// <summary>Set by the process itself at its start.</summary>
    Start,
}

/// <summary>
/// Reads options back into lines. Secrets lie in files that the settings name, and never here; a connection string may hold a password,
/// so of it only what names the database is told, and what is called a secret is masked whatever it is.
/// </summary>
internal static class SettingsInForce
{
    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "ApiKey"];

    public static IEnumerable<SettingInForce> Of(IConfiguration configuration, string section, object options) =>
        Lines("", options).Select(line => new SettingInForce(section, line.Key, IsSecret(line.Key) ? line.Value is null ? null : SettingInForce.Mask : Shown(line.Key, line.Value), SettingSource.Default))
            .Select(setting => SourceOf(configuration, $"{section}:{setting.Key}") is { } source ? setting with { Source = source.Source, Place = source.Place } : setting);

    private static IEnumerable<(string Key, object? Value)> Lines(string above, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var key = above + property.Name;
            var value = property.GetValue(options);
            var lines = value switch
            {
                null or string or ValueType => [(key, value)],
                IDictionary map => map.Count == 0 ? [(key, null)] : map.Keys.Cast<object>().SelectMany(name => Below($"{key}:{name}", map[name])),
                IEnumerable list => Listed(key, [.. list.Cast<object>()]),
                _ => Lines(key + ":", value),
            };
            foreach (var line in lines)
                yield return line;
        }
    }

    private static IEnumerable<(string Key, object? Value)> Listed(string key, IReadOnlyList<object> items) =>
        items.All(item => item is string or ValueType)
            ? [(key, items.Count == 0 ? null : string.Join(", ", items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture))))]
            : items.SelectMany((item, place) => Below($"{key}:{place.ToString(CultureInfo.InvariantCulture)}", item));

    private static IEnumerable<(string Key, object? Value)> Below(string key, object? value) =>
        value is null or string or ValueType ? [(key, value)] : Lines(key + ":", value);

    /// <summary>A file that holds a secret isn't one.</summary>
    private static bool IsSecret(string key) => SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase)) && !key.EndsWith("File", StringComparison.Ordinal);

    private static object? Shown(string key, object? value) => key.EndsWith("ConnectionString", StringComparison.Ordinal) && value is string text ? Connection(text) : value;

    private static string Connection(string text)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            return $"Host={parts.Host}; Port={parts.Port.ToString(CultureInfo.InvariantCulture)}; Database={parts.Database}; Username={parts.Username}";
        }
        catch (ArgumentException)
        {
            return SettingInForce.Mask;
        }
    }

    private static (SettingSource Source, string? Place)? SourceOf(IConfiguration configuration, string key)
    {
        foreach (var provider in (configuration as IConfigurationRoot)?.Providers.Reverse() ?? [])
        {
            // A list has no value of its own, but items below.
            if (!provider.TryGet(key, out _) && !provider.GetChildKeys([], key).Any())
                continue;
            return provider switch
            {
                JsonConfigurationProvider file => (SettingSource.File, Path.GetFileName(file.Source.Path)),
                EnvironmentVariablesConfigurationProvider => (SettingSource.Environment, "RSCARD__" + key.Replace(":", "__", StringComparison.Ordinal)),
                _ => (SettingSource.Start, null),
            };
        }

        return null;
    }
}

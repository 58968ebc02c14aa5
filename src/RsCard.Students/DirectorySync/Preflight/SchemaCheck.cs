using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>The schema beside what we read and write. Pure.</summary>
internal static class SchemaCheck
{
    private const string GeneralizedTime = "1.3.6.1.4.1.1466.115.121.1.24";

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "1.3.6.1.4.1.1466.115.121.1.15", // directory string
        "1.3.6.1.4.1.1466.115.121.1.26", // IA5 string
        "1.3.6.1.4.1.1466.115.121.1.36", // numeric string
        "1.3.6.1.4.1.1466.115.121.1.44", // printable string
        "1.3.6.1.4.1.1466.115.121.1.40", // octet string
    };

    public static IEnumerable<CheckFinding> Look(DirectorySchema schema, NeededAttributes needed)
    {
        var findings = Attributes(schema, needed).Concat(Classes(schema, needed)).ToList();
        return findings.Exists(finding => finding.Level == CheckLevel.Error)
            ? findings
            : [.. findings, CheckFinding.Ok("CHK-020", "the schema has what we read and write", $"{needed.Written.Count + needed.OnlyRead.Count} attributes, {needed.Classes.Count} object classes")];
    }

    private static IEnumerable<CheckFinding> Attributes(DirectorySchema schema, NeededAttributes needed)
    {
        foreach (var name in needed.Written.Append(needed.NamingAttribute).Where(name => schema.FindAttribute(name) is null))
            yield return CheckFinding.Error("CHK-021", $"an attribute {name}", "the schema has none", "add it to the schema, or say in Directory:AttributeNames what the directory calls it");
        foreach (var name in needed.OnlyRead.Where(name => schema.FindAttribute(name) is null))
            yield return CheckFinding.Warning("CHK-021", $"an attribute {name}", "the schema has none: it reads as absent", "say in Directory:AttributeNames what the directory calls it");

        foreach (var name in needed.Written.Where(name => schema.FindAttribute(name) is not null))
        {
            var syntax = schema.SyntaxOf(name) ?? "";
            var isTime = needed.Times.Contains(name);
            if (isTime ? syntax != GeneralizedTime : !Texts.Contains(syntax))
                yield return CheckFinding.Error("CHK-022", $"{name} to hold {(isTime ? "a generalized time" : "text")}", $"syntax {(syntax.Length > 0 ? syntax : "not said")}", "map another attribute, or change its syntax");
            if (schema.FindAttribute(name) is { IsReadOnly: true })
                yield return CheckFinding.Error("CHK-023", $"{name} to be writable", "the schema says NO-USER-MODIFICATION", "map another attribute");
        }

        foreach (var name in needed.OneValued.Where(name => schema.FindAttribute(name) is { IsSingleValue: false }))
            yield return CheckFinding.Warning("CHK-024", $"{name} to have one value", "the schema lets it have several", "make it SINGLE-VALUE: until then entries with several values have to be decided by hand");
        foreach (var name in needed.Keys.Where(name => schema.FindAttribute(name) is not null && schema.EqualityOf(name) is null))
            yield return CheckFinding.Error("CHK-025", $"{name} to be searchable", "the schema gives it no EQUALITY rule: a filter on it matches nothing", "give it one, and an index");
    }

    private static IEnumerable<CheckFinding> Classes(DirectorySchema schema, NeededAttributes needed)
    {
        var missing = needed.Classes.Where(name => schema.FindClass(name) is null).ToList();
        foreach (var name in missing)
            yield return CheckFinding.Error("CHK-026", $"an object class {name}", "the schema has none", "add it to the schema, or set Directory:ObjectClasses");
        if (missing.Count > 0)
            yield break;

        foreach (var name in needed.Written.Append(needed.NamingAttribute).Where(name => schema.FindAttribute(name) is not null && !schema.Allows(needed.Classes, name)))
            yield return CheckFinding.Error("CHK-027", $"{name} in an entry of {string.Join(", ", needed.Classes)}", "none of the classes has it", "add the class that has it to Directory:ObjectClasses");
        foreach (var name in schema.Required(needed.Classes).Where(name => !IsGiven(schema, needed, name)))
            yield return CheckFinding.Error("CHK-028", "to give a new entry all that its classes ask for", $"{name} is required, and not written", "map it, or use other classes");
    }

    private static bool IsGiven(DirectorySchema schema, NeededAttributes needed, string name) =>
        needed.Written.Append(needed.NamingAttribute).Append("objectClass").Any(given => schema.IsSame(given, name));
}

using System.Reflection;

namespace RsCard.Students.Mail;

/// <summary>Says of a <see cref="MailKind"/> all there is to say; the texts are in its two files.</summary>
/// <param name="file">The template's name before <c>.sv.txt</c> and <c>.en.txt</c>.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class MailAttribute(string file, MailAudience audience, MailLink link) : Attribute
{
    public string File { get; } = file;

    public MailAudience Audience { get; } = audience;

    public MailLink Link { get; } = link;

    /// <summary>Placeholders that the text has to have, with spaces between. Where a value is missing, the mail isn't sent.</summary>
    public string Must { get; init; } = "";

    /// <summary>Placeholders that the text may have. A line whose value is missing is left out.</summary>
    public string May { get; init; } = "";

    /// <summary>Tells the RSid first: one of these is sent to a student, once (D-7).</summary>
    public bool IsTheRsIdMail { get; init; }

    /// <summary>Sends nothing when the card was handed over or cancelled meanwhile (D-12).</summary>
    public bool IsOfCardOnItsWay { get; init; }
}

/// <summary>A kind of mail as declared.</summary>
/// <param name="Required">Placeholders that the text has to have; without their values nothing is sent.</param>
/// <param name="Allowed">All placeholders that the text may have, the required ones among them.</param>
internal sealed record MailDeclaration(
    MailKind Kind,
    string File,
    MailAudience Audience,
    MailLink Link,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Allowed,
    bool IsTheRsIdMail,
    bool IsOfCardOnItsWay);

/// <summary>All kinds of mail, read from their declarations in <see cref="MailKind"/>.</summary>
internal static class MailCatalogue
{
    private static readonly Dictionary<MailKind, MailDeclaration> ByKind = Enum.GetValues<MailKind>().ToDictionary(kind => kind, Read);

    public static IReadOnlyCollection<MailDeclaration> All => ByKind.Values;

    /// <summary>Names of the kinds that tell the RSid first: to a student, one of them counts for all (D-7).</summary>
    public static string[] RsIdMails { get; } =
        [.. ByKind.Values.Where(mail => mail.IsTheRsIdMail).Select(mail => mail.Kind.ToString())];

    public static MailDeclaration Get(MailKind kind) => ByKind[kind];

    private static MailDeclaration Read(MailKind kind)
    {
        var mail = typeof(MailKind).GetField(kind.ToString())?.GetCustomAttribute<MailAttribute>()
            ?? throw new InvalidOperationException($"expected {nameof(MailKind)}.{kind} to be declared, got no [Mail]");
        string[] everywhere = mail.Link == MailLink.None ? [MailPlaceholders.Contacts] : [MailPlaceholders.Link, MailPlaceholders.Contacts];
        string[] required = [.. everywhere, .. Names(mail.Must)];
        string[] mayBe = mail.Audience == MailAudience.Student ? [MailPlaceholders.Name, .. Names(mail.May)] : Names(mail.May);
        var unknown = required.Concat(mayBe).Except(everywhere).Where(name => !MailPlaceholders.IsKnown(name)).ToList();
        return unknown.Count == 0
            ? new MailDeclaration(
                kind, mail.File, mail.Audience, mail.Link, required,
                [.. required.Concat(mayBe).Concat(MailPlaceholders.Common).Distinct()], mail.IsTheRsIdMail, mail.IsOfCardOnItsWay)
            : throw new InvalidOperationException($"expected {nameof(MailKind)}.{kind} to be declared with known placeholders, got {string.Join(", ", unknown)}");
    }

    private static string[] Names(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

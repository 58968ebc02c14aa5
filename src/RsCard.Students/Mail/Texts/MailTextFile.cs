namespace RsCard.Students.Mail.Texts;

/// <summary>A text that comes with the program and that the HSA team can change: of one kind of mail, or the part that all share.</summary>
public sealed class MailTextFile
{
    private MailTextFile(string name, string stem, MailPreviewKind? mail, IReadOnlyList<string> required, IReadOnlyList<string> allowed) =>
        (Name, Stem, Mail, Required, Allowed) = (name, stem, mail, required, allowed);

    /// <summary>Whom to ask (D-17), in each mail where <c>{{contacts}}</c> stands.</summary>
    public static MailTextFile WhomToAsk { get; } =
        new(MailPlaceholders.ContactsPart, MailPlaceholders.ContactsPart, mail: null, MailPlaceholders.ContactsRequired, MailPlaceholders.Common);

    /// <summary>The part that all share, then all kinds in the order in which they are declared.</summary>
    public static IReadOnlyList<MailTextFile> All { get; } =
        [WhomToAsk, .. MailPreview.Kinds.Select(mail => new MailTextFile(mail.Kind.ToString(), mail.File, mail, mail.Required, mail.Allowed))];

    /// <summary>As addresses and the command line have it: the kind's name, or <c>whom-to-ask</c>.</summary>
    public string Name { get; }

    /// <summary>The file's name before <c>.sv.txt</c> and <c>.en.txt</c>.</summary>
    public string Stem { get; }

    /// <summary>Null for the part that all share.</summary>
    public MailPreviewKind? Mail { get; }

    /// <summary>Placeholders that the text has to have.</summary>
    public IReadOnlyList<string> Required { get; }

    /// <summary>All that it may have, the required ones among them.</summary>
    public IReadOnlyList<string> Allowed { get; }

    /// <summary>What <see cref="Allowed"/> says of each.</summary>
    public IReadOnlyList<MailTextPlaceholder> Placeholders => [.. Allowed.Select(name => new MailTextPlaceholder(
        name,
        IsRequired: Required.Contains(name),
        IsAlone: name == MailPlaceholders.Link || MailPlaceholders.Blocks.Contains(name),
        IsAlwaysKnown: Required.Contains(name) || MailPlaceholders.AlwaysKnown.Contains(name)))];

    public bool HasSubject => Mail is not null;

    /// <summary>The kind that shows how the text reads: its own, or one in which the shared part stands.</summary>
    public MailKind ShownAs => Mail?.Kind ?? MailKind.RsId;

    public static MailTextFile Of(MailKind kind) => All.Single(file => file.Mail?.Kind == kind);

    /// <summary>By <see cref="Name"/>, letter by letter.</summary>
    public static MailTextFile? Find(string name) => All.SingleOrDefault(file => file.Name == name);

    public MailTextKey In(MailLanguage language) => new(this, language);
}

/// <summary>A placeholder of a text.</summary>
/// <param name="IsRequired">The text has to have it.</param>
/// <param name="IsAlone">It stands alone on its line.</param>
/// <param name="IsAlwaysKnown">False: a line with it is left out where it isn't known, so it can't stand in the subject, a heading or a link.</param>
public sealed record MailTextPlaceholder(string Name, bool IsRequired, bool IsAlone, bool IsAlwaysKnown);

/// <summary>A text in one language: one file of <c>mail-templates/</c>.</summary>
public readonly record struct MailTextKey(MailTextFile File, MailLanguage Language)
{
    public static IReadOnlyList<MailTextKey> All { get; } = [.. MailTextFile.All.SelectMany(file => MailLanguages.All.Select(file.In))];

    public override string ToString() => $"{File.Stem}.{Language.Code()}";
}

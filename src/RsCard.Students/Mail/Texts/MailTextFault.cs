namespace RsCard.Students.Mail.Texts;

/// <summary>One thing that is wrong with a text.</summary>
/// <param name="Code">One of <see cref="MailTextCodes"/>.</param>
/// <param name="Line">From 1; null where the text as a whole lacks something.</param>
/// <param name="Args">What it is about: a placeholder's name, those that there are, a number.</param>
public sealed record MailTextFault(string Code, int? Line, params IReadOnlyList<string> Args)
{
    /// <summary>For the log and the command line; pages have their own words.</summary>
    public string Message => Code switch
    {
        MailTextCodes.NoSubject => "expected the first line to be 'Subject: …'",
        MailTextCodes.Malformed => $"a placeholder isn't of the form {{{{name}}}}: '{Args[0]}'",
        MailTextCodes.Unknown => $"unknown placeholder {{{{{Args[0]}}}}}; this mail has {Args[1]}",
        MailTextCodes.Missing => $"the placeholder {{{{{Args[0]}}}}} is missing",
        MailTextCodes.NotInSubject => $"{{{{{Args[0]}}}}} can't stand in the subject",
        MailTextCodes.NotAlone => $"{{{{{Args[0]}}}}} must stand alone on its line",
        MailTextCodes.LinkNotAlone => "{{link}} must stand alone on its line, as [words]({{link}})",
        MailTextCodes.NotAlwaysKnown => $"{{{{{Args[0]}}}}} isn't always known, and the line is left out then: it can't stand in the subject, a heading or a link",
        MailTextCodes.TooLong => $"expected at most {Args[0]} characters, got {Args[1]}",
        MailTextCodes.ControlCharacter => "a character that can't be seen stands in the line",
        MailTextCodes.NoSuchVersion => $"there is no version {Args[0]}",
        MailTextCodes.Number => "something in the line looks like a personal number",
        MailTextCodes.NotUtf8 => "expected UTF-8, got another encoding",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public override string ToString() => Line is { } line ? $"{Code}: line {line}: {Message}" : $"{Code}: {Message}";
}

/// <summary>The stable codes of what can be wrong with a text: the same on the page, on the command line and in docs.</summary>
public static class MailTextCodes
{
    /// <summary>The first line isn't the subject.</summary>
    public const string NoSubject = "TEXT-001";

    /// <summary>Braces that are no placeholder.</summary>
    public const string Malformed = "TEXT-002";

    /// <summary>This mail has no such placeholder.</summary>
    public const string Unknown = "TEXT-003";

    /// <summary>A placeholder that the text has to have.</summary>
    public const string Missing = "TEXT-004";

    /// <summary>A subject is seen by others, and is one line.</summary>
    public const string NotInSubject = "TEXT-005";

    /// <summary>Becomes several lines.</summary>
    public const string NotAlone = "TEXT-006";

    /// <summary>Becomes a button.</summary>
    public const string LinkNotAlone = "TEXT-007";

    /// <summary>A line without its value is left out, and this one can't be.</summary>
    public const string NotAlwaysKnown = "TEXT-008";

    public const string TooLong = "TEXT-009";

    public const string ControlCharacter = "TEXT-010";

    /// <summary>A personal number never stands in a mail (D-41).</summary>
    public const string Number = "TEXT-011";

    /// <summary>There is no such version to put back.</summary>
    public const string NoSuchVersion = "TEXT-012";

    /// <summary>A file whose å, ä and ö would go out as question marks.</summary>
    public const string NotUtf8 = "TEXT-013";

    /// <summary>Somebody else was faster: the same code as on every page of the administration.</summary>
    public const string Overtaken = "ADMIN-001";
}

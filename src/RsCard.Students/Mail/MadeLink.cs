using RsCard.Students.Database;
using RsCard.Students.Placements;
using RsCard.Students.Status;

namespace RsCard.Students.Mail;

/// <summary>The link of one mail, as its kind asks for it. A secret one is made anew each time.</summary>
/// <param name="Token">Of a secret link; null for one that asks for a login, and for none.</param>
/// <param name="Hash">Of the token.</param>
internal sealed record MadeLink(Uri? Address, string? Token, byte[]? Hash)
{
    /// <param name="publicAddress">Absolute, ending in a slash.</param>
    public static MadeLink For(MailDeclaration mail, CaseId caseId, Guid? list, Uri publicAddress) => mail.Link switch
    {
        MailLink.None => new MadeLink(null, null, null),
        MailLink.Status => Of(StatusLink.Create(publicAddress)),
        MailLink.Unit => Of(UnitLink.Create(publicAddress)),
        MailLink.List => Open(publicAddress, $"lists/{list}"),
        MailLink.Home => Open(publicAddress, ""),
        MailLink.OwnStudents => Open(publicAddress, "students"),
        MailLink.Case => Open(publicAddress, mail.Audience == MailAudience.Administrator ? $"students/{caseId}" : $"cases/{caseId}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The token doesn't reach a log by accident.</summary>
    public override string ToString() => nameof(MadeLink);

    private static MadeLink Of(StatusLink link) => new(link.Address, link.Token, link.Hash);

    private static MadeLink Of(UnitLink link) => new(link.Address, link.Token, link.Hash);

    private static MadeLink Open(Uri publicAddress, string path) => new(new Uri(publicAddress, path), null, null);
}

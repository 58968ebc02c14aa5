using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Ldap;
using RsCard.Students.Accounts;
using RsCard.Students.Institutions;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>One institution: changed, or added (<c>/administration/institutions/new</c>).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class InstitutionModel(InstitutionBook book, InstitutionEditor editor, StaffDesk staff, PageLanguage language)
    : EditorModel<Institution>("/administration/institutions", language)
{
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Header = column, one a line.</summary>
    [BindProperty]
    public string? Headers { get; set; }

    /// <summary>Who has the role at it; null where the directory doesn't answer.</summary>
    public IReadOnlyList<StaffEntry>? Administrators { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (IsNew)
            IsActive = true;
        else if (await book.FindAsync(Code, cancellationToken) is { } found)
            (Heading, Name, Email, IsActive, Headers, Revision) = (found.Name, found.Name, found.Email, found.IsActive, Lines(found.HeaderNames), found.Revision);
        else
            return NotFound();
        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsNew && await book.FindAsync(Code, cancellationToken) is null)
            return NotFound();

        await LoadAsync(cancellationToken);
        return Read() is { } order ? Answer(await editor.SaveAsync(order, User.Actor(), cancellationToken), order, order.Code, Fields) : Page();
    }

    /// <returns>Null where something has to be put right; the problems say what.</returns>
    private Institution? Read()
    {
        var code = ReadHead();
        var mail = InstitutionEditor.ReadAddress(Email);
        if (mail is null)
            ModelState.AddModelError(nameof(Email), Language[InstitutionTexts.EmailWrong]);
        var headers = ReadHeaders();
        return ModelState.IsValid && code is not null && mail is not null ? new(code, Heading, mail, IsActive, headers, Revision) : null;
    }

    private Dictionary<string, string> ReadHeaders()
    {
        Dictionary<string, string> read = [];
        foreach (var line in (Headers ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } header, var name] && ListColumn.All.FirstOrDefault(column => IsNamed(column, name)) is { } found)
                read[header] = found.Name;
            else
                ModelState.AddModelError(nameof(Headers), Language[InstitutionTexts.HeadersWrong, line]);
        }

        return read;
    }

    private static bool IsNamed(ListColumn column, string name) => new[] { column.Name, column.Swedish, column.English }.Contains(name, StringComparer.OrdinalIgnoreCase);

    private string Lines(IReadOnlyDictionary<string, string> headers) => string.Join('\n', headers.Select(pair =>
        $"{pair.Key} = {(ListColumn.All.FirstOrDefault(column => column.Name == pair.Value) is { } column ? Language.Code == PageLanguage.English ? column.English : column.Swedish : pair.Value)}"));

    private IReadOnlyList<(Phrase Name, string Value)> Fields(Institution institution) =>
    [
        (CommonTexts.Name, institution.Name),
        (InstitutionTexts.Email, institution.Email),
        (CommonTexts.State, StateOf(institution.IsActive)),
        (InstitutionTexts.Headers, Lines(institution.HeaderNames)),
    ];

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            Administrators = IsNew ? [] : [.. (await staff.ListAsync(cancellationToken)).Where(person => person.Member.Institutions.Contains(Code))];
        }
        catch (LdapException)
        {
            Administrators = null;
        }
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Ldap;
using RsCard.Students.Accounts;
using RsCard.Students.Institutions;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>One institution: changed, or added (<c>/administration/institutions/new</c>).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class InstitutionModel(InstitutionBook book, InstitutionEditor editor, StaffDesk staff, PageLanguage language) : PageModel
{
    public const int MostCharacters = 100;

    private const string NewInstitution = "new";

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? NewCode { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public bool IsActive { get; set; }

    /// <summary>Header = column, one a line.</summary>
    [BindProperty]
    public string? Headers { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public bool IsNew => Code == NewInstitution;

    public string Heading { get; private set; } = "";

    /// <summary>Who has the role at it; null where the directory doesn't answer.</summary>
    public IReadOnlyList<StaffEntry>? Administrators { get; private set; } = [];

    /// <summary>What somebody else wrote beside what was typed here.</summary>
    public SideBySide? Overtaken { get; private set; }

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
        Heading = Name?.Trim() ?? "";
        if (Read() is not { } order)
            return Page();

        switch (await editor.SaveAsync(order, User.Actor(), cancellationToken))
        {
            case InstitutionChange.Overtaken(var now):
                ModelState.AddModelError("", IsNew ? language[AdministrationTexts.CodeTaken, order.Code] : language[AdministrationTexts.Overtaken]);
                Overtaken = IsNew || now is null ? null : Compare(now, order);
                Revision = IsNew ? 0 : now?.Revision ?? 0;
                return Page();
            case InstitutionChange.Saved(var isChanged):
                new SaidAtDesk(Code: null, isChanged ? AdministrationTexts.Saved.With(order.Name) : AdministrationTexts.Unchanged).Keep(TempData);
                return LocalRedirect("/administration/institutions");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <returns>Null where something has to be put right; the problems say what.</returns>
    private Institution? Read()
    {
        var code = IsNew ? AdministrationCode.Read(NewCode) : Code;
        var mail = InstitutionEditor.ReadAddress(Email);
        if (code is null)
            ModelState.AddModelError(nameof(NewCode), language[AdministrationTexts.CodeWrong]);
        if (Heading.Length is 0 or > MostCharacters)
            ModelState.AddModelError(nameof(Name), language[AdministrationTexts.NameMissing, MostCharacters]);
        if (mail is null)
            ModelState.AddModelError(nameof(Email), language[InstitutionTexts.EmailWrong]);
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
                ModelState.AddModelError(nameof(Headers), language[InstitutionTexts.HeadersWrong, line]);
        }

        return read;
    }

    private static bool IsNamed(ListColumn column, string name) => new[] { column.Name, column.Swedish, column.English }.Contains(name, StringComparer.OrdinalIgnoreCase);

    private string Lines(IReadOnlyDictionary<string, string> headers) => string.Join('\n', headers.Select(pair =>
        $"{pair.Key} = {(ListColumn.All.FirstOrDefault(column => column.Name == pair.Value) is { } column ? language.Code == PageLanguage.English ? column.English : column.Swedish : pair.Value)}"));

    private SideBySide Compare(Institution now, Institution order)
    {
        (Phrase Name, string Now, string Typed)[] fields =
        [
            (CommonTexts.Name, now.Name, order.Name),
            (InstitutionTexts.Email, now.Email, order.Email),
            (CommonTexts.State, State(now.IsActive), State(order.IsActive)),
            (InstitutionTexts.Headers, Lines(now.HeaderNames), Lines(order.HeaderNames)),
        ];
        return new(
            language[AdministrationTexts.Field],
            [language[AdministrationTexts.AsItIs], language[AdministrationTexts.AsTyped]],
            [.. fields.Select(field => new SideBySideRow(language[field.Name], [field.Now, field.Typed], field.Now != field.Typed))]);
    }

    private string State(bool isActive) => language[isActive ? AdministrationTexts.Active : AdministrationTexts.Inactive];

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

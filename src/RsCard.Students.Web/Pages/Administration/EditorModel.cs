using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Editing;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>
/// One of a list that has a code and a name: changed, or added (<c>…/new</c>). When somebody else was faster, what was typed stays,
/// beside what the other wrote.
/// </summary>
/// <param name="list">The address of the list.</param>
public abstract class EditorModel<T>(string list, PageLanguage language) : PageModel
    where T : class, IRevised
{
    public const int MostCharacters = 100;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? NewCode { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool IsActive { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public bool IsNew => AdministrationCode.IsNew(Code);

    public string Heading { get; protected set; } = "";

    /// <summary>What somebody else wrote beside what was typed here.</summary>
    public SideBySide? Overtaken { get; private set; }

    protected PageLanguage Language { get; } = language;

    /// <summary>The code that was typed, or has been; what is wrong with it and with the name stands among the problems.</summary>
    protected string? ReadHead()
    {
        var code = IsNew ? AdministrationCode.Read(NewCode) : Code;
        Heading = Name?.Trim() ?? "";
        if (code is null)
            ModelState.AddModelError(nameof(NewCode), Language[AdministrationTexts.CodeWrong]);
        if (Heading.Length is 0 or > MostCharacters)
            ModelState.AddModelError(nameof(Name), Language[AdministrationTexts.NameMissing, MostCharacters]);
        return code;
    }

    /// <param name="fields">What an editor sees of it, in the page's words.</param>
    protected IActionResult Answer(Edit<T> outcome, T order, string code, Func<T, IReadOnlyList<(Phrase Name, string Value)>> fields)
    {
        switch (outcome)
        {
            case Edit<T>.Overtaken(var now):
                ModelState.AddModelError("", IsNew ? Language[AdministrationTexts.CodeTaken, code] : Language[AdministrationTexts.Overtaken]);
                Overtaken = IsNew || now is null ? null : Compare(fields(now), fields(order));
                Revision = IsNew ? 0 : now?.Revision ?? 0;
                return Page();
            case Edit<T>.Saved(var isChanged):
                new SaidAtDesk(Code: null, isChanged ? AdministrationTexts.Saved.With(Heading) : AdministrationTexts.Unchanged).Keep(TempData);
                return LocalRedirect(list);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    protected string StateOf(bool isActive) => Language[isActive ? AdministrationTexts.Active : AdministrationTexts.Inactive];

    private SideBySide Compare(IReadOnlyList<(Phrase Name, string Value)> now, IReadOnlyList<(Phrase Name, string Value)> typed) => new(
        Language[AdministrationTexts.Field],
        [Language[AdministrationTexts.AsItIs], Language[AdministrationTexts.AsTyped]],
        [.. now.Zip(typed).Select(pair => new SideBySideRow(Language[pair.First.Name], [pair.First.Value, pair.Second.Value], pair.First.Value != pair.Second.Value))]);
}

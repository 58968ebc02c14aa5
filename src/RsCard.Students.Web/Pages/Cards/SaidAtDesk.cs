using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using RsCard.Students.Cards;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>What a person is told of what a desk did, carried over the redirect. Without personal data: it travels in a cookie.</summary>
/// <param name="Code">Null: it is done.</param>
public sealed record SaidAtDesk(string? Code, Phrase Text)
{
    private const string Key = "desk";

    public static SaidAtDesk Of(DeskResult result) => result switch
    {
        DeskResult.Done done => new(Code: null, new(done.Swedish, done.English)),
        DeskResult.Refused refused => new(refused.Code, new(refused.Swedish, refused.English)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static SaidAtDesk? Take(ITempDataDictionary said) =>
        said[Key] is string json ? JsonSerializer.Deserialize<SaidAtDesk>(json) : null;

    public void Keep(ITempDataDictionary said) => said[Key] = JsonSerializer.Serialize(this);

    /// <summary>A refusal as a problem on the page that was sent, beside what was typed.</summary>
    /// <param name="field">The field to mend; empty where it is none of the form.</param>
    /// <returns>False where it was done.</returns>
    public bool IsProblem(ModelStateDictionary problems, PageLanguage language, string field = "")
    {
        if (Code is null)
            return false;

        problems.AddModelError(field, $"{language[Text]} ({Code})");
        return true;
    }
}

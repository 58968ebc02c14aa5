using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>
/// <c>&lt;input label="Namn" hint="…" name="GivenName" /&gt;</c>, and so a select or a text area: label, hint and what is wrong with it
/// stand above the field and are read with it. The id is the name where none is given; the problem is the one of that id.
/// </summary>
[HtmlTargetElement("input", Attributes = "label", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "label")]
[HtmlTargetElement("textarea", Attributes = "label")]
public sealed class FieldTagHelper : TagHelper
{
    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext? ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = (output.Attributes["id"] ?? output.Attributes["name"])?.Value.ToString() ?? throw new InvalidOperationException($"the field '{Label}' has no name");
        var wrong = ViewContext?.ModelState.TryGetValue(id, out var entry) == true && entry.Errors is [{ } error, ..] ? error.ErrorMessage : null;
        output.Attributes.SetAttribute("id", id);
        output.PreElement.AppendHtml("<div class=\"field\"><label for=\"").Append(id).AppendHtml("\">").Append(Label).AppendHtml("</label>");
        if (Hint is not null)
            output.PreElement.AppendHtml("<p class=\"hint\" id=\"").Append(id).AppendHtml("-hint\">").Append(Hint).AppendHtml("</p>");
        if (wrong is not null)
        {
            output.PreElement.AppendHtml("<p class=\"wrong\" id=\"").Append(id).AppendHtml("-wrong\">").Append(wrong).AppendHtml("</p>");
            output.Attributes.SetAttribute("aria-invalid", "true");
        }

        if (Hint is not null || wrong is not null)
            output.Attributes.SetAttribute("aria-describedby", string.Join(' ', new[] { Hint is null ? null : id + "-hint", wrong is null ? null : id + "-wrong" }.OfType<string>()));
        output.PostElement.AppendHtml("</div>");
    }
}

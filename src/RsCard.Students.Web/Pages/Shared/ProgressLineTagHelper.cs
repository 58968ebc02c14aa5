using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary><c>&lt;progress-line label="…" done="3" of="5"&gt;3 av 5&lt;/progress-line&gt;</c>: how far something has come; the words say it too.</summary>
[HtmlTargetElement("progress-line")]
public sealed class ProgressLineTagHelper : TagHelper
{
    public string Label { get; set; } = "";

    public int Done { get; set; }

    public int Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "p";
        output.Attributes.SetAttribute("role", "status");
        output.PreContent
            .AppendHtml(string.Create(CultureInfo.InvariantCulture, $"<progress max=\"{Of}\" value=\"{Done}\" aria-label=\""))
            .Append(Label)
            .AppendHtml("\"></progress> ");
    }
}

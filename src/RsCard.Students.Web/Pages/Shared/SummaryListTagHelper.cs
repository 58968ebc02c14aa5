using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary><c>&lt;summary-list&gt;&lt;fact term="Namn"&gt;…&lt;/fact&gt;…&lt;/summary-list&gt;</c>: what is known of one thing.</summary>
[HtmlTargetElement("summary-list")]
public sealed class SummaryListTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "facts");
    }
}

/// <summary>One line of a summary list.</summary>
[HtmlTargetElement("fact")]
public sealed class FactTagHelper : TagHelper
{
    public string Term { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.PreContent.AppendHtml("<dt>").Append(Term).AppendHtml("</dt><dd>");
        output.PostContent.AppendHtml("</dd>");
    }
}

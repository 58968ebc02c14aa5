using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary><c>&lt;back-link href="/cases"&gt;…&lt;/back-link&gt;</c>: the page above, before the heading.</summary>
[HtmlTargetElement("back-link")]
public sealed class BackLinkTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.PreElement.AppendHtml("<p class=\"back\">");
        output.PostElement.AppendHtml("</p>");
    }
}

using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary><c>&lt;status-tag tone="Good"&gt;i tid&lt;/status-tag&gt;</c>: a state in a word or two.</summary>
[HtmlTargetElement("status-tag")]
public sealed class StatusTagHelper : TagHelper
{
    public Tone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "strong";
        output.Attributes.SetAttribute("class", Tone == Tone.Plain ? "tag" : "tag " + Tone.ToString().ToLowerInvariant());
    }
}

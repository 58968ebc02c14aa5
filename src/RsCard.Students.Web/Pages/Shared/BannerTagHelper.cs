using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary><c>&lt;banner tone="Note" heading="…"&gt;…&lt;/banner&gt;</c>: what was done, refused, or should be known. What was just done or refused is read aloud.</summary>
public sealed class BannerTagHelper : TagHelper
{
    public Tone Tone { get; set; }

    public string? Heading { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "banner " + Tone.ToString().ToLowerInvariant());
        if (Tone == Tone.Good)
            output.Attributes.SetAttribute("role", "status");
        else if (Tone == Tone.Bad)
            output.Attributes.SetAttribute("role", "alert");
        if (Heading is not null)
            output.PreContent.AppendHtml("<h2>").Append(Heading).AppendHtml("</h2>");
    }
}

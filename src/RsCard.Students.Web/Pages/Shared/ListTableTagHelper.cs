using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>
/// <c>&lt;list-table&gt;&lt;column name="Namn" whole /&gt;… &lt;row&gt;&lt;cell&gt;…&lt;/cell&gt;…&lt;/row&gt;…&lt;/list-table&gt;</c>: a table
/// whose rows become cards on a narrow screen. A column is named once; its cells take name and shape from it, by their order.
/// </summary>
[HtmlTargetElement("list-table")]
public sealed class ListTableTagHelper : TagHelper
{
    /// <summary>Few and short columns: stays a table on a narrow screen.</summary>
    public bool Totals { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var columns = new List<ColumnTagHelper>();
        context.Items[typeof(ListTableTagHelper)] = columns;
        var rows = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Totals ? "table totals" : "table");
        output.Content.AppendHtml(Totals ? "<table class=\"totals\"><thead><tr>" : "<table class=\"list\"><thead><tr>");
        foreach (var column in columns)
        {
            // A heading without a word is an error to those who hear it.
            if (column.Name.Length == 0)
                output.Content.AppendHtml("<td></td>");
            else
                output.Content.AppendHtml(column.Number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">").Append(column.Name).AppendHtml("</th>");
        }

        output.Content.AppendHtml("</tr></thead><tbody>").AppendHtml(rows).AppendHtml("</tbody></table>");
    }
}

/// <summary>A column of a <c>list-table</c>; before its rows.</summary>
[HtmlTargetElement("column", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ColumnTagHelper : TagHelper
{
    /// <summary>Empty for a column of buttons.</summary>
    public string Name { get; set; } = "";

    /// <summary>Figures: to the right.</summary>
    public bool Number { get; set; }

    /// <summary>Days and times: never broken in two.</summary>
    public bool Day { get; set; }

    /// <summary>Takes the card's whole width: the name, and what is long.</summary>
    public bool Whole { get; set; }

    /// <summary>Names its row.</summary>
    public bool Head { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ((List<ColumnTagHelper>)context.Items[typeof(ListTableTagHelper)]).Add(this);
        output.SuppressOutput();
    }
}

/// <summary>A row of a <c>list-table</c>.</summary>
[HtmlTargetElement("row")]
public sealed class RowTagHelper : TagHelper
{
    /// <summary>Its sides differ.</summary>
    public bool Differs { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(RowTagHelper)] = new Queue<ColumnTagHelper>((List<ColumnTagHelper>)context.Items[typeof(ListTableTagHelper)]);
        output.TagName = "tr";
        if (Differs)
            output.Attributes.SetAttribute("class", "differs");
    }
}

/// <summary>A cell of a <c>list-table</c>.</summary>
[HtmlTargetElement("cell")]
public sealed class CellTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var column = ((Queue<ColumnTagHelper>)context.Items[typeof(RowTagHelper)]).Dequeue();
        output.TagName = column.Head ? "th" : "td";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (column.Head)
            output.Attributes.SetAttribute("scope", "row");
        else if (column.Name.Length > 0)
            output.Attributes.SetAttribute("data-label", column.Name);
        if (column is { Number: true } or { Day: true } or { Whole: true })
            output.Attributes.SetAttribute("class", column.Number ? "number" : column.Day ? "day" : "whole");
    }
}

using RsCard.Students.Cards;
using Spectre.Console;

namespace RsCard.Students.Web.Demo;

/// <summary>What a desk says, in the story.</summary>
internal static class DeskTalk
{
    public static void Say(DeskResult? result)
    {
        if (result is DeskResult.Done done)
            AnsiConsole.MarkupLine($"    [green]{Markup.Escape(done.English)}[/]");
        else if (result is DeskResult.Refused refused)
            AnsiConsole.MarkupLine($"    [red]{refused.Code}[/] {Markup.Escape(refused.English)}");
    }
}

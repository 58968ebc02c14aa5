using System.CommandLine;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>demo [--once] [--students N]</c>: the ordinary path, told as a story.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Stop after the story, instead of serving the pages" };
        var students = new Option<int>("--students") { Description = "Students beside those of the sample lists", DefaultValueFactory = _ => 40 };
        var command = new Command("demo", "The ordinary student path on real servers, told as a story") { once, students };
        return command;
    }
}

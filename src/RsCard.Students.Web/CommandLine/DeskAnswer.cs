using System.CommandLine;
using RsCard.Students.Cards;

namespace RsCard.Students.Web.CommandLine;

/// <summary>What came of an action at a desk, said on the command line: one sentence, and the code of a refusal.</summary>
internal static class DeskAnswer
{
    /// <returns>The exit code.</returns>
    public static int Say(ParseResult parsed, DeskResult result)
    {
        var (code, swedish, english) = result switch
        {
            DeskResult.Refused refused => (refused.Code, refused.Swedish, refused.English),
            DeskResult.Done done => (null, done.Swedish, done.English),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Verb.Answer(parsed, new { done = code is null, code, swedish, english }, output => output.WriteLine(code is null ? english : $"{code}: {english}"));
        return code is null ? Verb.Ok : Verb.Failed;
    }
}

using RsCard.Students.DirectorySync;
using RsCard.Students.Review;

namespace RsCard.Students.Web.Localization;

/// <summary>The HSA team's review.</summary>
public static class ReviewTexts
{
    public static readonly Phrase Title = new("Granskning", "Review");
    public static readonly Phrase Waiting = new("{0} väntar. Äldst: {1} dagar av {2}.", "{0} waiting. Oldest: {1} days of {2}.");
    public static readonly Phrase Empty = new("Ingen väntar på granskning. Nya studenter kommer när en lista har skickats.", "Nobody waits for review. New students come when a list has been sent.");
    public static readonly Phrase Days = new("{0} dagar", "{0} days");
    public static readonly Phrase Late = new("över tiden", "overdue");
    public static readonly Phrase Age = new("Har väntat", "Has waited");
    public static readonly Phrase Why = new("Varför", "Why");
    public static readonly Phrase InDirectory = new("I katalogen", "In the directory");
    public static readonly Phrase InList = new("I listan", "In the list");
    public static readonly Phrase Field = new("Uppgift", "Field");
    public static readonly Phrase Compare = new("Jämför", "Compare");
    public static readonly Phrase Choose = new("Välj", "Choose");
    public static readonly Phrase ApproveChosen = new("Godkänn valda …", "Approve chosen …");
    public static readonly Phrase ApproveAll = new("Godkänn alla {0} …", "Approve all {0} …");
    public static readonly Phrase ConfirmTitle = new("Godkänn {0} studenter?", "Approve {0} students?");
    public static readonly Phrase ConfirmText = new("Godkända studenter förs in i katalogen och får mejl med RSid.", "Approved students are entered in the directory and get a mail with the RSid.");
    public static readonly Phrase Approve = new("Godkänn {0}", "Approve {0}");
    public static readonly Phrase Exceptions = new("Undantag", "Exceptions");
    public static readonly Phrase NothingChosen = new("Ingen vald väntar på granskning. Välj minst en.", "Nobody chosen waits for review. Choose at least one.");
    public static readonly Phrase OwnCardText = new("använder sitt eget kort: ingen post och inget nytt kort", "uses the own card: no entry and no new card");
    public static readonly Phrase SeveralText = new("hoppas över (DIR-010): flera poster i katalogen, välj först vilken som gäller", "is skipped (DIR-010): several entries in the directory, decide first which one counts");
    public static readonly Phrase NotWaitingText = new("väntar inte längre på granskning", "no longer waits for review");
    public static readonly Phrase Decided = new("{0} klara.", "{0} done.");
    public static readonly Phrase Skipped = new("{0} hoppades över:", "{0} skipped:");
    public static readonly Phrase Reject = new("Avslå", "Reject");
    public static readonly Phrase Reason = new("Skäl, som studieadministratören får läsa", "Reason, which the study administrator will read");
    public static readonly Phrase Ask = new("Fråga studieadministratören", "Ask the study administrator");
    public static readonly Phrase Question = new("Fråga", "Question");
    public static readonly Phrase SendQuestion = new("Skicka frågan", "Send the question");
    public static readonly Phrase NoNumber = new("Skriv inga personuppgifter: texten skickas med mejl.", "Write no personal data: the text is sent by mail.");
    public static readonly Phrase TextMissing = new("Skriv en text: den når studieadministratören.", "Write a text: it reaches the study administrator.");
    public static readonly Phrase TextTooLong = new("Texten får ha högst {0} tecken.", "The text may have at most {0} characters.");
    public static readonly Phrase TextHasNumber = new("Texten ser ut att innehålla ett personnummer. Ta bort det: texten skickas med mejl.", "The text seems to hold a personal number. Remove it: the text is sent by mail.");
    public static readonly Phrase DirectoryUnknown = new("Katalogen svarar inte (DIR-001): godkännande går inte just nu", "The directory doesn't answer (DIR-001): no approval right now");
    public static readonly Phrase Nothing = new("ingenting", "nothing");
    public static readonly Phrase Branch = new("Gren", "Branch");
    public static readonly Phrase Status = new("Status", "Status");

    private static readonly Dictionary<DirectorySituation, Phrase> Situations = new()
    {
        [DirectorySituation.Nothing] = new("Ingen post", "No entry"),
        [DirectorySituation.Active] = new("Aktiv post", "Active entry"),
        [DirectorySituation.Ended] = new("Avslutad post", "Ended entry"),
        [DirectorySituation.InactiveCard] = new("Post med inaktivt kort", "Entry with an inactive card"),
        [DirectorySituation.WrongBranch] = new("Post i fel gren: flyttas", "Entry in the wrong branch: is moved"),
        [DirectorySituation.Employee] = new("Anställd", "Employee"),
        [DirectorySituation.EmployeeWithCard] = new("Anställd med kort som räcker", "Employee with a card that serves"),
        [DirectorySituation.SeveralEntries] = new("Flera poster", "Several entries"),
    };

    private static readonly Dictionary<string, Phrase> Reasons = new()
    {
        ["new"] = new("ny", "new"),
        ["wrong-branch"] = new("fel gren", "wrong branch"),
        ["employee"] = new("anställd", "employee"),
        ["other-name"] = new("annat namn", "another name"),
        ["ended"] = new("avslutad post", "ended entry"),
        ["match"] = new("kan vara samma person som en annan", "may be the same person as another"),
        ["resubmitted"] = new("skickad igen", "sent again"),
        ["number-arrived"] = new("har fått personnummer", "has got a personal number"),
        ["station"] = new("tillbaka från kortstationen", "back from the card station"),
    };

    private static readonly Dictionary<string, Phrase> Codes = new()
    {
        ["REVIEW-001"] = new("väntade inte på granskning", "didn't wait for review"),
        ["DIR-001"] = new("katalogen svarar inte: försök igen senare", "the directory doesn't answer: try again later"),
        ["DIR-010"] = new("flera poster i katalogen", "several entries in the directory"),
    };

    public static Phrase SituationOf(DirectorySituation? situation) => situation is { } known ? Situations[known] : DirectoryUnknown;

    public static Phrase ReasonOf(string reason) => Reasons.TryGetValue(reason, out var text) ? text : new(reason, reason);

    public static Phrase CodeOf(string code) => Codes.TryGetValue(code, out var text) ? text : new(code, code);

    public static Phrase BranchOf(DirectoryBranch branch) => branch switch
    {
        DirectoryBranch.Students => new("Personal under utbildning", "Students"),
        DirectoryBranch.Employees => new("Anställda", "Employees"),
        _ => new("Annan gren", "Another branch"),
    };
}

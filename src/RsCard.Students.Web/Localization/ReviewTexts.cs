using RsCard.Students.DirectorySync;
using RsCard.Students.Review;

namespace RsCard.Students.Web.Localization;

/// <summary>The HSA team's review.</summary>
public static class ReviewTexts
{
    public static readonly Phrase Title = new("Granskning", "Review");
    public static readonly Phrase Waiting = new("{0} väntar. Den äldsta har väntat {1}. Högst {2} är målet.", "{0} waiting. The oldest has waited {1}. At most {2} is the aim.");
    public static readonly Phrase Empty = new("Ingen väntar på granskning. Nya studenter kommer när en lista har skickats.", "Nobody waits for review. New students come when a list has been sent.");
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
    public static readonly CountedPhrase ConfirmTitle = new(new("Godkänn 1 student?", "Approve 1 student?"), new("Godkänn {0} studenter?", "Approve {0} students?"));
    public static readonly Phrase ConfirmText = new("Godkända studenter förs in i katalogen och får mejl med RSid.", "Approved students are entered in the directory and get a mail with the RSid.");
    public static readonly Phrase ConfirmUndo = new("Du kan ångra i {0}.", "You can undo it for {0}.");
    public static readonly Phrase ConfirmAtOnce = new("Det verkställs genast och kan inte ångras.", "It is carried out at once and can't be undone.");
    public static readonly Phrase ConfirmNeedsSecond = new("En kollega måste bekräfta innan något händer. Till dess kan du ångra.", "A colleague has to confirm before anything happens. Until then you can undo it.");
    public static readonly Phrase Approve = new("Godkänn {0}", "Approve {0}");
    public static readonly Phrase Exceptions = new("Undantag", "Exceptions");
    public static readonly Phrase NothingChosen = new("Ingen vald väntar på granskning. Välj minst en.", "Nobody chosen waits for review. Choose at least one.");
    public static readonly Phrase OwnCardText = new("använder sitt eget kort: ingen post och inget nytt kort", "uses the own card: no entry and no new card");
    public static readonly Phrase SeveralText = new("hoppas över (DIR-010): flera poster i katalogen, välj först vilken som gäller", "is skipped (DIR-010): several entries in the directory, decide first which one counts");
    public static readonly Phrase OthersText = new("hoppas över (REVIEW-008): en kollega har tagit ärendet", "is skipped (REVIEW-008): a colleague has taken the case on");
    public static readonly Phrase Decided = new("{0} klara.", "{0} done.");
    public static readonly CountedPhrase HeldNow = new(new("1 godkänd. Du kan ångra till {1}.", "1 approved. You can undo it until {1}."), new("{0} godkända. Du kan ångra till {1}.", "{0} approved. You can undo it until {1}."));
    public static readonly CountedPhrase HeldForSecond = new(new("1 godkänd. En kollega måste bekräfta.", "1 approved. A colleague has to confirm."), new("{0} godkända. En kollega måste bekräfta dem.", "{0} approved. A colleague has to confirm them."));
    public static readonly Phrase HeldTitle = new("Godkända som kan ångras", "Approvals that can be undone");
    public static readonly Phrase HeldEmpty = new("Inget godkännande går att ångra. Här står nya godkännanden i {0}, innan de verkställs.", "No approval can be undone. New approvals stand here for {0}, before they are carried out.");
    public static readonly CountedPhrase HeldLink = new(new("1 godkänd kan ännu ångras eller väntar på bekräftelse", "1 approval can still be undone or waits for confirmation"), new("{0} godkända kan ännu ångras eller väntar på bekräftelse", "{0} approvals can still be undone or wait for confirmation"));
    public static readonly Phrase HeldBy = new("Godkända av {1} {2} ({0})", "Approved by {1} {2} ({0})");
    public static readonly Phrase HeldOneBy = new("Godkänd av {0} {1}", "Approved by {0} {1}");
    public static readonly CountedPhrase HeldUntil = new(
        new("Verkställs {1}: då förs studenten in i katalogen och får mejl.", "Carried out {1}: then the student is entered in the directory and gets a mail."),
        new("Verkställs {1}: då förs de in i katalogen och får mejl.", "Carried out {1}: then they are entered in the directory and get a mail."));

    public static readonly Phrase HeldAwaitsSecond = new("Du eller en annan kollega behöver bekräfta.", "You or another colleague has to confirm.");
    public static readonly Phrase HeldIsYours = new("En annan än du måste bekräfta.", "Somebody other than you has to confirm.");
    public static readonly CountedPhrase Confirmed = new(new("1 bekräftad. Det kan ångras till {1}.", "1 confirmed. It can be undone until {1}."), new("{0} bekräftade. De kan ångras till {1}.", "{0} confirmed. They can be undone until {1}."));
    public static readonly Phrase ConfirmSecond = new("Bekräfta {0}", "Confirm {0}");
    public static readonly Phrase UndoAll = new("Ångra alla ({0})", "Undo all ({0})");
    public static readonly Phrase Undo = new("Ångra", "Undo");
    public static readonly Phrase UndoOf = new("Ångra godkännandet av {0}", "Undo the approval of {0}");
    public static readonly CountedPhrase Undone = new(new("1 ångrad. Studenten står i granskning igen.", "1 undone. The student stands in review again."), new("{0} ångrade. De står i granskning igen.", "{0} undone. They stand in review again."));
    public static readonly Phrase UndoneTooLate = new("Det var för sent: inget godkännande fanns kvar att ångra.", "It was too late: no approval was left to undo.");
    public static readonly Phrase RefusedTitle = new("Kunde inte verkställas", "Could not be carried out");
    public static readonly Phrase RefusedText = new("De står i granskning igen, utom där skälet säger annat.", "They stand in review again, unless the reason says otherwise.");
    public static readonly Phrase Claim = new("Ta på mig", "Take it on");
    public static readonly Phrase ClaimFree = new("Ta på mig sidans lediga", "Take on the free ones of this page");
    public static readonly Phrase TakeOver = new("Ta över", "Take over");
    public static readonly Phrase Release = new("Lämna tillbaka", "Give back");
    public static readonly Phrase ClaimedBy = new("tagen av {0}", "taken on by {0}");
    public static readonly Phrase ClaimedByYou = new("tagen av dig", "taken on by you");
    public static readonly Phrase ClaimedNow = new("{0} är nu dina.", "{0} are yours now.");
    public static readonly Phrase Everybody = new("Alla", "All");
    public static readonly Phrase ClaimFilter = new("Vems", "Whose");
    public static readonly Phrase ClaimMine = new("Mina", "Mine");
    public static readonly Phrase ClaimNobody = new("Ingens", "Nobody's");
    public static readonly Phrase FilterButton = new("Visa", "Show");
    public static readonly Phrase FilterNobody = new("Ingen som väntar passar det du valde.", "Nobody who waits fits what you chose.");
    public static readonly Phrase FilterEverybody = new("Visa alla som väntar", "Show all who wait");
    public static readonly Phrase ClaimMineOne = new("Din", "Yours");
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
        ["several-entries"] = new("flera poster", "several entries"),
        ["inactive-card"] = new("inaktivt kort", "inactive card"),
        ["changed"] = new("ändrade uppgifter", "changed data"),
        ["renewal"] = new("nytt kort före det gamlas slut", "new card before the old one ends"),
        ["match"] = new("kan vara samma person som en annan", "may be the same person as another"),
        ["resubmitted"] = new("skickad igen", "sent again"),
        ["number-arrived"] = new("har fått personnummer", "has got a personal number"),
        ["station"] = new("tillbaka från kortstationen", "back from the card station"),
    };

    private static readonly Dictionary<string, Phrase> Codes = new()
    {
        ["REVIEW-001"] = new("väntade inte på granskning", "didn't wait for review"),
        ["REVIEW-003"] = new("ärendet har ett fel som måste åtgärdas först", "the case has failed work to mend first"),
        ["REVIEW-007"] = new("är redan godkänd och kan ångras", "is approved already and can be undone"),
        ["REVIEW-008"] = new("en kollega har tagit ärendet", "a colleague has taken the case on"),
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

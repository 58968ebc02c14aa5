using RsCard.Students.Cases;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Localization;

/// <summary>What several pages say.</summary>
public static class CommonTexts
{
    public static readonly Phrase Product = new("Studentkort", "Student cards");
    public static readonly Phrase SkipToContent = new("Till innehållet", "Skip to content");
    public static readonly Phrase Navigation = new("Sidor", "Pages");
    public static readonly Phrase Menu = new("Meny", "Menu");
    public static readonly Phrase Printed = new("Utskrivet", "Printed");
    public static readonly Phrase OtherLanguage = new("English", "Svenska");
    public static readonly Phrase SignedInAs = new("Inloggad:", "Signed in:");
    public static readonly Phrase SignOut = new("Logga ut", "Sign out");
    public static readonly Phrase ErrorPrefix = new("Fel:", "Error:");
    public static readonly Phrase ProblemsTitle = new("Det här behöver rättas", "This needs to be put right");
    public static readonly Phrase News = new("Sidan har ändrats sedan den hämtades.", "The page has changed since it was fetched.");
    public static readonly Phrase ShowNews = new("Visa", "Show");
    public static readonly Phrase Done = new("Klart", "Done");
    public static readonly Phrase Refused = new("Gick inte", "Not done");
    public static readonly Phrase Open = new("Öppna", "Open");
    public static readonly Phrase Name = new("Namn", "Name");
    public static readonly Phrase Institution = new("Lärosäte", "Institution");
    public static readonly Phrase Programme = new("Program", "Programme");
    public static readonly Phrase Period = new("Period", "Period");
    public static readonly Phrase Placement = new("VFU börjar", "Placement begins");
    public static readonly Phrase Since = new("Sedan", "Since");
    public static readonly Phrase DueBy = new("Senast", "Due");
    public static readonly Phrase Step = new("Steg", "Step");
    public static readonly Phrase Turn = new("Vems tur", "Whose turn");
    public static readonly Phrase When = new("När", "When");
    public static readonly Phrase State = new("Läge", "State");
    public static readonly Phrase Card = new("Kort", "Card");
    public static readonly Phrase Erased = new("(uppgifterna är raderade)", "(the data are erased)");
    public static readonly Phrase Back = new("Tillbaka", "Back");
    public static readonly Phrase Earlier = new("Föregående", "Previous");
    public static readonly Phrase Later = new("Nästa", "Next");
    public static readonly Phrase PageOf = new("Sida {0} av {1}", "Page {0} of {1}");
    public static readonly Phrase StepDone = new("Klart", "Done");
    public static readonly Phrase YouAreHere = new("Här är det nu", "Here it is now");
    public static readonly Phrase AsTable = new("Visa som tabell", "Show as a table");
    public static readonly Phrase Differs = new("skiljer", "differs");
    public static readonly Phrase Closed = new("Avslutat", "Closed");
    public static readonly Phrase DirectoryDown = new(
        "DIR-001: Katalogen svarar inte just nu. Vänta en stund och försök igen. Fortsätter det, ring servicedesk.",
        "DIR-001: The directory doesn't answer right now. Wait a little and try again. If it goes on, call the service desk.");

    public static readonly Phrase NavLists = new("Listor", "Lists");
    public static readonly Phrase NavStudents = new("Mina studenter", "My students");
    public static readonly Phrase NavReview = new("Granskning", "Review");
    public static readonly Phrase NavCases = new("Ärenden", "Cases");
    public static readonly Phrase NavWork = new("Drift", "Operations");
    public static readonly Phrase NavActivations = new("Aktivering", "Activation");
    public static readonly Phrase NavFees = new("Avgifter", "Fees");
    public static readonly Phrase NavStock = new("Reservkort", "Reserve cards");
    public static readonly Phrase NavStation = new("Kortstation", "Card station");

    public static readonly CountedPhrase Days = new(new("1 dag", "1 day"), new("{0} dagar", "{0} days"));
    public static readonly CountedPhrase Minutes = new(new("1 minut", "1 minute"), new("{0} minuter", "{0} minutes"));
    private static readonly Phrase SinceToday = new("sedan i dag", "since today");

    private static readonly Dictionary<string, Phrase> OwnerTexts = new()
    {
        [Owners.StudyAdministrator] = new("Studieadministratören", "The study administrator"),
        [Owners.HsaTeam] = new("HSA-gruppen", "The HSA team"),
        [Owners.CardStation] = new("Kortstationen", "The card station"),
        [Owners.Student] = new("Studenten", "The student"),
        [Owners.Unit] = new("Enheten", "The unit"),
        [Owners.Supervisor] = new("Handledaren", "The supervisor"),
        [Owners.It] = new("IT-avdelningen", "The IT department"),
        [Owners.Calendar] = new("Ingen: väntar på en dag", "Nobody: waits for a day"),
        [Owners.System] = new("Systemet", "The system"),
    };

    private static readonly Dictionary<string, Phrase> CardStates = new()
    {
        ["applied"] = new("beställt", "ordered"),
        ["expected"] = new("väntas på stationen", "expected at the station"),
        ["at-station"] = new("finns på stationen", "at the station"),
        ["handed-over"] = new("utlämnat", "handed over"),
        ["suspended"] = new("spärrat tills vidare", "blocked for now"),
        ["revoked"] = new("spärrat för gott", "blocked for good"),
        ["expired"] = new("har gått ut", "expired"),
        ["damaged"] = new("trasigt", "damaged"),
        ["returned"] = new("återlämnat", "returned"),
        ["cancelled"] = new("avbeställt", "cancelled"),
        ["destroyed"] = new("förstört", "destroyed"),
        ["active"] = new("aktivt", "active"),
        ["inactive"] = new("inaktivt", "inactive"),
    };

    private static readonly Dictionary<string, Phrase> Outcomes = new()
    {
        ["ended"] = new("Perioden är slut", "The period is over"),
        ["rejected"] = new("Avslaget vid granskningen", "Rejected at review"),
        ["withdrawn"] = new("Studieavbrott", "Withdrawn"),
        [ListUndo.Outcome] = new("Listan togs tillbaka", "The list was taken back"),
        ["protected"] = new("Skyddade personuppgifter", "Protected identity"),
    };

    public static Phrase Owner(string owner) => OwnerTexts.TryGetValue(owner, out var text) ? text : new(owner, owner);

    public static Phrase CardStateOf(string state) => CardStates.TryGetValue(state, out var text) ? text : new(state, state);

    public static Phrase Outcome(string outcome) => Outcomes.TryGetValue(outcome, out var text) ? text : new(outcome, outcome);

    public static Phrase StepOf(CaseStep step) => new(step.Swedish, step.English);

    /// <summary>How long something has waited, in whole days.</summary>
    public static Phrase Waited(int days) => days > 0 ? Days.Of(days) : SinceToday;
}

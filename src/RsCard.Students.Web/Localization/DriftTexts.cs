using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Web.Localization;

/// <summary>The directory: what people have to decide, and the runs.</summary>
public static class DriftTexts
{
    public static readonly Phrase Title = new("Katalogen", "Directory");
    public static readonly Phrase NoRun = new("Katalogen har inte jämförts än. Det sker av sig självt inom några minuter.", "The directory hasn't been compared yet. That happens by itself within minutes.");
    public static readonly Phrase Found = new("{0} att avgöra, enligt jämförelsen {1}.", "{0} to decide, as found {1}.");
    public static readonly Phrase Empty = new("Inget att avgöra. Det som rättas av sig självt visas inte här.", "Nothing to decide. What mends itself isn't shown here.");
    public static readonly Phrase All = new("Alla", "All");
    public static readonly Phrase Situation = new("Läge", "Situation");
    public static readonly Phrase Entry = new("Post", "Entry");
    public static readonly Phrase Since = new("Sedan", "Since");
    public static readonly Phrase Wanted = new("Ska vara", "Wanted");
    public static readonly Phrase There = new("I katalogen", "In the directory");
    public static readonly Phrase Decision = new("Beslut", "Decision");
    public static readonly Phrase Decide = new("Besluta", "Decide");
    public static readonly Phrase Choice = new("Vad ska gälla?", "What shall hold?");
    public static readonly Phrase What = new("Vilken uppgift", "Which field");
    public static readonly Phrase Whole = new("alla", "all");
    public static readonly Phrase Candidate = new("Vilken post är studentens", "Which entry is the student's");
    public static readonly Phrase Until = new("Undantag till och med (ÅÅÅÅ-MM-DD)", "Exempt until (YYYY-MM-DD)");
    public static readonly Phrase Reason = new("Skäl (utan personuppgifter)", "Reason (without personal data)");
    public static readonly Phrase Revoke = new("Ångra beslutet", "Take the decision back");
    public static readonly Phrase Decided = new("{0} avgjorda. Nästa jämförelse utför det.", "{0} decided. The next comparison carries it out.");
    public static readonly Phrase Skipped = new("{0} hoppades över. Den första: {1}", "{0} skipped. The first: {1}");
    public static readonly Phrase Revoked = new("Beslutet är ångrat.", "The decision is taken back.");
    public static readonly Phrase RevokedBefore = new("Beslutet var redan ångrat.", "The decision had been taken back already.");
    public static readonly Phrase BulkTitle = new("Avgör alla av ett läge", "Decide all of a situation");
    public static readonly Phrase Continue = new("Fortsätt …", "Continue …");
    public static readonly Phrase ConfirmTitle = new("{0}: {1} för {2}?", "{0}: {1} for {2}?");
    public static readonly Phrase ConfirmText = new("De som någon redan har avgjort hoppas över. Varje beslut kan ångras tills det har utförts.", "Those that somebody has decided already are skipped. Each decision can be taken back until it was carried out.");
    public static readonly Phrase Gone = new("Finns inte längre att avgöra: katalogen har jämförts på nytt.", "It is no more to decide: the directory was compared anew.");
    public static readonly Phrase Before = new("{0} avgjorde det {1}.", "{0} decided it {1}.");
    public static readonly Phrase NotPossible = new("Det går inte att besluta om den: välj vilken post som är studentens, och det som inte finns kan inte godtas.", "That can't be decided of it: choose which entry is the student's, and what isn't there can't be accepted.");
    public static readonly Phrase ChoiceMissing = new("Välj vad som ska gälla.", "Choose what shall hold.");
    public static readonly Phrase UntilWrong = new("Ange en dag från i dag, högst två år fram.", "Give a day from today on, two years at most.");
    public static readonly Phrase ReasonMissing = new("Ett undantag behöver ett skäl.", "An exemption needs a reason.");
    public static readonly Phrase ReasonWrong = new("Högst {0} tecken, och inga personnummer.", "At most {0} characters, and no personal numbers.");
    public static readonly Phrase Next = new("Nästa {0}", "Next {0}");
    public static readonly Phrase Runs = new("Jämförelser", "Comparisons");
    public static readonly Phrase Started = new("Började", "Started");
    public static readonly Phrase State = new("Läge", "State");
    public static readonly Phrase Written = new("Skrivna", "Written");
    public static readonly Phrase Held = new("Kvarhållna, och varför", "Held back, and why");
    public static readonly Phrase InSync = new("lika", "in sync");
    public static readonly Phrase ReadOnly = new("Katalogen skrivs inte just nu, sedan {0} ({1}): {2}", "The directory isn't written right now, since {0} ({1}): {2}");
    public static readonly Phrase None = new("saknas", "none");
    public static readonly Phrase ANumber = new("(ett personnummer)", "(a personal number)");

    private static readonly Dictionary<Situation, Phrase> Situations = new()
    {
        [DirectorySync.Planning.Situation.InSync] = new("Som den ska", "As wanted"),
        [DirectorySync.Planning.Situation.Missing] = new("Saknas", "Missing"),
        [DirectorySync.Planning.Situation.WrongBranch] = new("I fel gren", "In the wrong branch"),
        [DirectorySync.Planning.Situation.MovedByHand] = new("Flyttad för hand", "Moved by hand"),
        [DirectorySync.Planning.Situation.Renamed] = new("Omdöpt", "Renamed"),
        [DirectorySync.Planning.Situation.Outdated] = new("Inaktuell", "Outdated"),
        [DirectorySync.Planning.Situation.ChangedByHand] = new("Ändrad för hand", "Changed by hand"),
        [DirectorySync.Planning.Situation.Ended] = new("Avslutad för hand", "Ended by hand"),
        [DirectorySync.Planning.Situation.Disabled] = new("Spärrad", "Disabled"),
        [DirectorySync.Planning.Situation.StillOpen] = new("Fortfarande öppen", "Still open"),
        [DirectorySync.Planning.Situation.PastItsTime] = new("Ska tas bort", "Past its time"),
        [DirectorySync.Planning.Situation.TwoCandidates] = new("Flera poster för en student", "Several entries for a student"),
        [DirectorySync.Planning.Situation.OtherIdentity] = new("Annan identitet", "Another identity"),
        [DirectorySync.Planning.Situation.Unwanted] = new("Okänd post", "Unknown entry"),
        [DirectorySync.Planning.Situation.AlsoEmployee] = new("Även anställd", "Also an employee"),
        [DirectorySync.Planning.Situation.Moving] = new("Skrivs just nu", "Being written"),
        [DirectorySync.Planning.Situation.Malformed] = new("Oläsbart värde", "Unreadable value"),
    };

    private static readonly Dictionary<string, Phrase> Fields = new(StringComparer.Ordinal)
    {
        [DirectoryNames.RsId] = new("RSid", "RSid"),
        [DirectoryNames.HsaId] = new("HSA-id", "HSA-id"),
        [DirectoryNames.PersonalNumber] = new("Personnummer", "Personal number"),
        [DirectoryNames.CommonName] = new("Namn", "Name"),
        [DirectoryNames.GivenName] = new("Förnamn", "Given name"),
        [DirectoryNames.FamilyName] = new("Efternamn", "Family name"),
        [DirectoryNames.Email] = new("E-post", "E-mail"),
        [DirectoryNames.PeriodStart] = new("Första dag", "First day"),
        [DirectoryNames.PeriodEnd] = new("Sista dag", "Last day"),
        [DirectoryNames.Status] = new("Status", "Status"),
    };

    private static readonly Dictionary<string, Phrase> States = new(StringComparer.Ordinal)
    {
        [RunReport.Planning] = new("Planeras", "Being planned"),
        [RunReport.Running] = new("Skrivs", "Being written"),
        [RunReport.Done] = new("Klar", "Done"),
        [RunReport.HeldState] = new("Klar, en del kvarhållet", "Done, some of it held back"),
        [RunReport.FailedState] = new("Misslyckades", "Failed"),
    };

    private static readonly Dictionary<PlanKind, Phrase> Kinds = new()
    {
        [PlanKind.Add] = new("att lägga till", "to add"),
        [PlanKind.Move] = new("att flytta", "to move"),
        [PlanKind.Modify] = new("att ändra", "to change"),
        [PlanKind.Close] = new("att avsluta", "to close"),
        [PlanKind.Reopen] = new("att öppna igen", "to reopen"),
        [PlanKind.Delete] = new("att ta bort", "to delete"),
    };

    /// <summary>The state of a comparison.</summary>
    public static Phrase StateOf(RunReport run) => States[run.State];

    /// <summary>What was to be done to so many entries.</summary>
    public static Phrase KindOf(PlanKind kind) => Kinds.TryGetValue(kind, out var text) ? text : new("att avgöra", "to decide");

    public static Phrase SituationOf(Situation situation) => Situations[situation];

    public static Phrase FieldOf(string attribute) => Fields.TryGetValue(attribute, out var text) ? text : new(attribute, attribute);

    public static Phrase ChoiceOf(DriftChoice choice) => choice switch
    {
        DriftChoice.Fix => new("Skriv det som ska vara", "Write what is wanted"),
        DriftChoice.Accept => new("Godta det som står i katalogen", "Accept what the directory has"),
        _ => new("Undanta en tid", "Exempt for a time"),
    };
}

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
    public static readonly Phrase Wanted = new("Ska vara", "Wanted");
    public static readonly Phrase There = new("I katalogen nu", "In the directory now");
    public static readonly Phrase Decision = new("Beslut", "Decision");
    public static readonly Phrase Decide = new("Besluta", "Decide");
    public static readonly Phrase Choice = new("Vad ska gälla?", "What shall hold?");
    public static readonly Phrase What = new("Vilken uppgift", "Which field");
    public static readonly Phrase Whole = new("alla", "all");
    public static readonly Phrase Candidate = new("Vilken post är studentens", "Which entry is the student's");
    public static readonly Phrase SeenFirst = new("Sågs först {0}.", "Seen first {0}.");
    public static readonly Phrase LastWritten = new("Vi skrev posten senast {0}.", "We wrote the entry last {0}.");
    public static readonly Phrase Wrote = new("Vi skrev", "We wrote");
    public static readonly Phrase By = new("Beställd av", "Asked for by");
    public static readonly Phrase Minutes = new("{0} min", "{0} min");
    public static readonly Phrase NoFix = new("Kan inte skrivas härifrån: rätta posten i katalogen. Nästa jämförelse ser det.", "It can't be written from here: mend the entry in the directory. The next comparison sees it.");
    public static readonly Phrase NoChoice = new("Kan inte avgöras här: byt namn på, eller flytta, posten som står i vägen i katalogen. Nästa jämförelse gör resten.", "It can't be decided here: rename or move the entry that stands in the way in the directory. The next comparison does the rest.");
    public static readonly Phrase FixChanged = new("Nästa jämförelse skriver det som ska vara. Det som står där nu försvinner, och finns kvar i postens historia.", "The next comparison writes what is wanted. What stands there now goes, and stays in the entry's history.");
    public static readonly Phrase FixEnded = new("Nästa jämförelse öppnar posten igen, med samma RSid.", "The next comparison reopens the entry, with the same RSid.");
    public static readonly Phrase FixMalformed = new("Nästa jämförelse tar bort värdena och skriver det enda som ska vara.", "The next comparison takes the values away and writes the one that is wanted.");
    public static readonly Phrase FixCandidates = new("Posten du väljer blir studentens och hålls lika med våra uppgifter. De andra lämnas orörda.", "The entry that you choose becomes the student's and is kept in step. The others are left alone.");
    public static readonly Phrase FixUnwanted = new("Nästa jämförelse avslutar posten. Den tas inte bort.", "The next comparison closes the entry. It isn't deleted.");
    public static readonly Phrase AcceptWill = new("Inget skrivs. Det frågas igen om posten ändras.", "Nothing is written. It is asked again when the entry changes.");
    public static readonly Phrase ExemptWill = new("Inget skrivs och inget frågas till och med dagen nedan. Behöver ett skäl.", "Nothing is written and nothing asked until the day below. Needs a reason.");
    public static readonly Phrase BulkHint = new("Först visas hur många det gäller. Inget avgörs förrän du bekräftar.", "First you see how many it is about. Nothing is decided before you confirm.");
    public static readonly Phrase BulkAll = new("{0} av {1} avgörs nu.", "{0} of {1} are decided now.");
    public static readonly Phrase BulkDecided = new("{0} har någon redan avgjort: de hoppas över.", "{0} somebody has decided already: they are skipped.");
    public static readonly Phrase BulkImpossible = new("{0} kan inte avgöras så: de hoppas över.", "{0} can't be decided so: they are skipped.");
    public static readonly Phrase BulkNone = new("Ingen av dem kan avgöras så.", "None of them can be decided so.");
    public static readonly Phrase APassword = new("(ett lösenord)", "(a password)");
    public static readonly Phrase Binary = new("(data som inte är text)", "(data that isn't text)");
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
    public static readonly Phrase ConfirmText = new("Varje beslut kan ångras tills det har utförts.", "Each decision can be taken back until it was carried out.");
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
    public static readonly Phrase Confirmed = new("oförändrat till {0}", "unchanged until {0}");
    public static readonly Phrase InSyncBut = new("lika, utom {0} att avgöra", "in sync, but for {0} to decide");
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

    /// <summary>What will come of a choice.</summary>
    public static Phrase WillOf(DriftChoice choice, PlannedEntry plan) => (choice, plan.Situation) switch
    {
        (DriftChoice.Accept, _) => AcceptWill,
        (DriftChoice.Exempt, _) => ExemptWill,
        (_, DirectorySync.Planning.Situation.Ended or DirectorySync.Planning.Situation.Disabled) => FixEnded,
        (_, DirectorySync.Planning.Situation.Malformed) => FixMalformed,
        (_, DirectorySync.Planning.Situation.TwoCandidates) => FixCandidates,
        (_, DirectorySync.Planning.Situation.Unwanted) => FixUnwanted,
        _ => FixChanged,
    };

    public static Phrase ChoiceOf(DriftChoice choice) => choice switch
    {
        DriftChoice.Fix => new("Skriv det som ska vara", "Write what is wanted"),
        DriftChoice.Accept => new("Godta det som står i katalogen", "Accept what the directory has"),
        _ => new("Undanta en tid", "Exempt for a time"),
    };
}

using System.Globalization;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Web.Localization;

/// <summary>Why a run does with an entry what it does, why the brake holds something back, and why a run broke off. Without personal data.</summary>
public static class SyncTexts
{
    private static readonly NumberFormatInfo WithComma = new() { NumberDecimalSeparator = "," };

    /// <summary>{0}: the fields that the plan's changes are about; {1}: how many entries there are to choose among.</summary>
    private static readonly Dictionary<PlanReason, Phrase> Reasons = new()
    {
        [PlanReason.AsWanted] = new("som den ska vara", "as wanted"),
        [PlanReason.NotEntered] = new("ska finnas, och finns ingenstans i katalogen", "wanted, and nowhere in the directory"),
        [PlanReason.Gone] = new("posten som vi skrev finns inte längre i katalogen", "the entry that we wrote is gone from the directory"),
        [PlanReason.DatabaseChanged] = new("uppgifterna har ändrats hos oss: {0}", "the database has changed: {0}"),
        [PlanReason.PersonDecided] = new("skrivs efter beslut: {0}", "written as was decided: {0}"),
        [PlanReason.OutsideBranch] = new("posten ligger utanför studentgrenen", "the entry lies outside the student branch"),
        [PlanReason.MovedOut] = new("någon har flyttat posten ut ur studentgrenen", "somebody moved the entry out of the student branch"),
        [PlanReason.OtherName] = new("posten heter något annat än sitt RSid", "the entry has another name than its RSid"),
        [PlanReason.HasEnded] = new("posten är avslutad, och ska vara öppen", "the entry has ended, and is wanted open"),
        [PlanReason.StillOpen] = new("posten ska vara avslutad, och är öppen", "the entry should be closed, and is open"),
        [PlanReason.KeptLongEnough] = new("avslutad längre än poster sparas", "closed for longer than entries are kept"),
        [PlanReason.ChangedByHand] = new("någon har ändrat {0} sedan vi skrev posten", "somebody changed {0} since we wrote the entry"),
        [PlanReason.EndedByHand] = new("någon har avslutat posten, som ska vara öppen: {0}", "somebody ended the entry, which is wanted open: {0}"),
        [PlanReason.DisabledByHand] = new("någon har spärrat posten, som ska vara öppen", "somebody disabled the entry, which is wanted open"),
        [PlanReason.UnreadableValue] = new("flera värden där ett väntas, eller ett som inte går att läsa: {0}", "several values where one is expected, or one that can't be read: {0}"),
        [PlanReason.UnreadableName] = new("postens namn i katalogen går inte att läsa", "the entry's name can't be read"),
        [PlanReason.OpenElsewhere] = new("posten ska vara avslutad, men har flyttats ut ur studentgrenen och är öppen där", "the entry should be closed, but was moved out of the student branch and is open there"),
        [PlanReason.SeveralCandidates] = new("{1} poster kan vara studentens: en människa måste säga vilken", "{1} entries can be the student's: a person has to say which one is"),
        [PlanReason.OursInAnotherCandidate] = new("studentens RSid eller HSA-id står i posten som inte valdes", "the student's RSid or HSA-id stands in the entry that was not chosen"),
        [PlanReason.OthersEntry] = new("posten är en annan students, efter vad den känns igen på", "the entry is another student's by what it is known by"),
        [PlanReason.NameTaken] = new("en post som inte är studentens har det namn som studentens RSid ger", "an entry that isn't the student's stands under the name of the student's RSid"),
        [PlanReason.OtherRsId] = new("posten har ett annat RSid än studentens", "the entry has another RSid than the one given to the student"),
        [PlanReason.OtherHsaId] = new("posten har ett annat HSA-id än studentens", "the entry has another HSA-id than the one given to the student"),
        [PlanReason.SeveralNumbers] = new("posten har flera personnummer", "the entry has several personal numbers"),
        [PlanReason.OtherNumber] = new("posten har ett annat personnummer än studentens", "the entry has another personal number than the student"),
        [PlanReason.OursAmongEmployees] = new("studentens post, RSid eller HSA-id står bland de anställda, vars poster aldrig skrivs", "the student's entry, RSid or HSA-id stands among the employees, whose entries are never written"),
        [PlanReason.SamePersonEmployed] = new("en anställd har samma personnummer", "an employee has the same personal number"),
        [PlanReason.AmongEmployees] = new("posten ligger bland de anställda", "the entry lies among the employees"),
        [PlanReason.BeingWritten] = new("posten skrivs just nu", "the entry is being written right now"),
        [PlanReason.NobodyWantsIt] = new("en öppen post i studentgrenen som ingen student hos oss har", "an open entry of the student branch that belongs to no student of ours"),
    };

    /// <summary>{0} expected, {1} found, {2} per cent, {3} how many are held.</summary>
    private static readonly Dictionary<string, Phrase> Brakes = new(StringComparer.Ordinal)
    {
        ["BRAKE-001"] = new("inga poster hittades i katalogen", "no entries were found in the directory"),
        ["BRAKE-002"] = new("katalogen tar läskontot för ett annat, eller för ingen", "the directory takes the reading account for another, or for nobody"),
        ["BRAKE-003"] = new("väntade omkring {0} poster i katalogen, fann {1}", "expected about {0} entries in the directory, found {1}"),
        ["BRAKE-004"] = new("väntade omkring {0} studenter i databasen, fann {1}", "expected about {0} students in the database, found {1}"),
        ["BRAKE-005"] = new("högst {0} och {2} % av {1} studenter utan en människas ord, nu {3}", "at most {0} and {2} % of {1} students without a person's word, now {3}"),
        ["BRAKE-006"] = new("högst {0} är godkända, nu {3}", "at most {0} were approved, now {3}"),
        ["BRAKE-007"] = new("katalogen är ställd till skrivskyddad", "the directory is switched to read-only"),
    };

    private static readonly Dictionary<string, Phrase> Breaks = new(StringComparer.Ordinal)
    {
        ["DIR-001"] = new("katalogen svarar inte", "the directory doesn't answer"),
        ["DIR-030"] = new("katalogen tar läskontot för ett annat, eller för ingen", "the directory takes the reading account for another, or for nobody"),
        ["DIR-031"] = new("en gräns i katalogen klippte av svaret", "a limit of the directory cut its answer"),
        ["DIR-032"] = new("en del av trädet ligger på en annan server", "a part of the tree lies on another server"),
        ["DIR-033"] = new("det som lästes kan inte stämma", "what was read can't be true"),
        ["DIR-034"] = new("en post kom utan entryUUID", "an entry came without entryUUID"),
        ["DIR-035"] = new("grenen finns inte, eller läskontot får inte se den", "the branch isn't there, or the reading account may not see it"),
        ["DIR-036"] = new("läsningen tog för lång tid", "reading took too long"),
        ["DIR-037"] = new("en annan läsning blev klar före", "another read ended meanwhile"),
        ["SYNC-007"] = new("tog för lång tid; det som var kvar planeras om av nästa", "took too long; what was left is planned anew by the next one"),
        ["SYNC-003"] = new("avbröts medan den planerades; inget skrevs", "broke off while it was planned; nothing was written"),
    };

    /// <summary>Why this is planned, in a sentence without its stop.</summary>
    /// <param name="language"><c>sv</c> or <c>en</c>.</param>
    public static string Why(PlannedEntry entry, string language) => string.Format(
        CultureInfo.InvariantCulture,
        Reasons[entry.Why].In(language),
        string.Join(", ", entry.Changes.Select(change => DriftTexts.FieldOf(change.Attribute).In(language))),
        entry.Candidates.Count);

    /// <summary>Why the brake holds this back; its code where there is no text for it.</summary>
    public static string Why(HeldBack held, string language) => Brakes.TryGetValue(held.Code, out var text)
        ? string.Format(language == PageLanguage.English ? NumberFormatInfo.InvariantInfo : WithComma, text.In(language), held.Expected, held.Found, held.Percent, held.Count)
        : held.Code;

    /// <summary>Whether both sides agree after a run, and until when nothing has changed since; null where that isn't known, or not so.</summary>
    public static string? InSync(RunReport run, string language)
    {
        if (!run.InSync)
            return null;
        var agree = run.Planned.TryGetValue(PlanKind.Decide, out var open) ? string.Format(CultureInfo.InvariantCulture, DriftTexts.InSyncBut.In(language), open) : DriftTexts.InSync.In(language);
        return run.ConfirmedAt is { } confirmed ? $"{agree}, {string.Format(CultureInfo.InvariantCulture, DriftTexts.Confirmed.In(language), Show.Time(confirmed))}" : agree;
    }

    /// <summary>Why a run broke off; nothing where there is no text for its code.</summary>
    public static string Why(string code, string language) => Breaks.TryGetValue(code, out var text) ? text.In(language) : "";
}

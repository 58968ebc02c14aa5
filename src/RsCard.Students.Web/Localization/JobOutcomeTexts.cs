using System.Globalization;
using System.Text.RegularExpressions;

namespace RsCard.Students.Web.Localization;

/// <summary>
/// What came of a job, in Swedish: jobs write down English counts, which the log and the command line tell too. Several of them may
/// stand in one line, with a comma between.
/// </summary>
public static class JobOutcomeTexts
{
    public static readonly Phrase Copies = new("{0} passkopior raderade", "{0} passport copies erased");
    public static readonly Phrase Pictures = new("{0} bilder raderade", "{0} pictures erased");
    public static readonly Phrase Expiry = new("{0} kort har gått ut, slutdagen meddelad för {1}", "{0} cards expired, {1} ends told");
    public static readonly Phrase Activation = new("{0} kort sedda som aktiva", "{0} cards seen as active");
    public static readonly Phrase Tidied = new("{0} avslutade flöden och {1} lagade fel borttagna", "{0} ended flows and {1} mended incidents removed");
    public static readonly Phrase SealsHold = new("{0} sigill stämmer, {1} händelser ännu inte förseglade", "{0} seals hold, {1} events not yet sealed");
    public static readonly Phrase SealBroken = new(
        "sigill {0} stämmer inte: en händelse har ändrats, lagts till eller tagits bort",
        "seal {0} doesn't hold: an event was changed, added or taken away");

    public static readonly Phrase Sealed = new("{0} händelser förseglade", "{0} events sealed");
    public static readonly Phrase NoWorkingDay = new("ingen arbetsdag", "no working day");
    public static readonly Phrase Reminded = new("{0} studenter påminda, {1} sammanställningar", "{0} students reminded, {1} digests");
    public static readonly Phrase Digests = new("{0} sammanställningar", "{0} digests");
    public static readonly Phrase NoFolder = new("ingen mapp är inställd", "no folder is set");
    public static readonly Phrase FolderAway = new(
        "mappen för leveransrapporter finns inte, eller är ingen maildir med new/ och cur/",
        "the folder for delivery reports isn't there, or is no maildir with new/ and cur/");

    public static readonly Phrase CameBack = new("{0} kom tillbaka", "{0} came back");
    public static readonly Phrase KnownBefore = new("{0} kända sedan förut", "{0} known before");
    public static readonly Phrase Late = new("{0} försenade eller levererade", "{0} late or delivered");
    public static readonly Phrase NotOurs = new("{0} inte våra", "{0} not ours");
    public static readonly Phrase Unreadable = new("{0} kunde inte läsas", "{0} unreadable");
    public static readonly Phrase NothingChanged = new(
        "inget har ändrats sedan körning {0}: {1} poster, {2} studenter, i fas",
        "nothing has changed since run {0}: {1} entries, {2} students, in sync");

    public static readonly Phrase Entries = new("{0} poster ({1})", "{0} entries ({1})");
    public static readonly Phrase Students = new("{0} studenter", "{0} students");
    public static readonly Phrase InSync = new("i fas", "in sync");
    public static readonly Phrase Writes = new("{0} skrivningar släppta", "{0} writes released");
    public static readonly Phrase Undecided = new("{0} att avgöra", "{0} to decide");
    public static readonly Phrase HeldBack = new("{0} {1} hålls tillbaka ({2})", "{0} {1} held back ({2})");

    private static readonly IReadOnlyList<(Regex Pattern, Phrase Text)> Known =
    [
        .. new[]
        {
            Copies, Pictures, Expiry, Activation, Tidied, SealsHold, SealBroken, Sealed, NoWorkingDay, Reminded, Digests, NoFolder, FolderAway, CameBack, KnownBefore, Late, NotOurs,
            Unreadable, NothingChanged, Entries, Students, InSync, Writes, Undecided, HeldBack,
        }.Select(text => (PatternOf(text.English), text)),
    ];

    /// <summary>As it was written down, and in Swedish; a part that isn't known stays as it is.</summary>
    public static Phrase Of(string summary) =>
        Whole(summary) ?? new(string.Join(", ", summary.Split(", ").Select(part => Whole(part)?.Swedish ?? part)), summary);

    /// <summary>Whether every part has its Swedish.</summary>
    public static bool IsKnown(string summary) => Whole(summary) is not null || summary.Split(", ").All(part => Whole(part) is not null);

    private static Phrase? Whole(string summary)
    {
        foreach (var (pattern, text) in Known)
        {
            if (pattern.Match(summary) is { Success: true } found)
                return new(string.Format(CultureInfo.InvariantCulture, text.Swedish, [.. found.Groups.Values.Skip(1).Select(group => group.Value)]), summary);
        }

        return null;
    }

    private static Regex PatternOf(string english) =>
        new("^" + Regex.Replace(Regex.Escape(english), @"\\\{\d\}", "([^,:]+?)", RegexOptions.None, TimeSpan.FromSeconds(1)) + "$", RegexOptions.None, TimeSpan.FromSeconds(1));
}

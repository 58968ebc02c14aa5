using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.Web.Localization;

/// <summary>One entry over time, and one comparison with its entries.</summary>
public static class HistoryTexts
{
    public static readonly Phrase Title = new("Postens historia", "History of the entry");
    public static readonly Phrase Empty = new("Inget har skrivits eller beslutats om posten än.", "Nothing has been written or decided about the entry yet.");
    public static readonly Phrase ByRun = new("Jämförelse", "Comparison");
    public static readonly Phrase ByProcess = new("Studentens ärende", "The student's case");
    public static readonly Phrase Proved = new("Läst efteråt: som det skulle bli.", "Read afterwards: as it was to be.");
    public static readonly Phrase NotProved = new("Inte bekräftat: svaret kom aldrig, eller så hade någon annan ändrat posten.", "Not confirmed: the answer never came, or somebody else had changed the entry.");
    public static readonly Phrase Field = new("Uppgift", "Field");
    public static readonly Phrase Before = new("Före", "Before");
    public static readonly Phrase After = new("Efter", "After");
    public static readonly Phrase Place = new("Plats i katalogen", "Place in the directory");
    public static readonly Phrase UntilDay = new("till och med {0}", "until {0}");
    public static readonly Phrase Revoked = new("Ångrat {0}.", "Taken back {0}.");
    public static readonly Phrase Older = new("Bara de senaste {0} skrivningarna visas här; alla visas av rscard directory history.", "Only the latest {0} writes are shown here; rscard directory history shows all.");
    public static readonly Phrase Link = new("Historia", "History");

    public static readonly Phrase RunTitle = new("Jämförelse {0}", "Comparison of {0}");
    public static readonly Phrase Undo = new("Tar tillbaka en jämförelse", "Takes a comparison back");
    public static readonly Phrase DryRun = new("Bara läst och planerad: inget skrevs", "Only read and planned: nothing was written");
    public static readonly Phrase Finished = new("Slutade", "Ended");
    public static readonly Phrase Age = new("Har pågått i {0} min; efter {1} min tar nästa vid", "Has gone on for {0} min; after {1} min the next one takes over");
    public static readonly Phrase Entries = new("Poster lästa", "Entries read");
    public static readonly Phrase Students = new("Studenter", "Students");
    public static readonly Phrase Waiting = new("Väntar på att skrivas", "Waiting to be written");
    public static readonly Phrase LeftAlone = new("Lämnade, hade ändrats emellan", "Left alone, had changed meanwhile");
    public static readonly Phrase Planned = new("Planerade", "Planned");
    public static readonly Phrase Done = new("Gjorda", "Done");
    public static readonly Phrase HeldBack = new("Kvarhållna", "Held back");
    public static readonly Phrase Refused = new("Gick inte", "Not done");
    public static readonly Phrase Work = new("Skrivning", "Write");
    public static readonly Phrase Items = new("Poster i jämförelsen", "Entries of the comparison");
    public static readonly Phrase NoItems = new("Inget att visa: allt var lika, eller så är det glömt (det som bara lästes sparas i en vecka).", "Nothing to show: all was as wanted, or it is forgotten (what was only looked at is kept for a week).");
    public static readonly Phrase NewEntry = new("Post utan namn", "Entry without a name");
    public static readonly Phrase Back = new("Återtagande av en tidigare skrivning", "Taking back of an earlier write");

    private static readonly Dictionary<WriteKind, Phrase> Writes = new()
    {
        [WriteKind.Add] = new("Tillagd", "Added"),
        [WriteKind.Move] = new("Flyttad", "Moved"),
        [WriteKind.Modify] = new("Ändrad", "Changed"),
        [WriteKind.Delete] = new("Borttagen", "Deleted"),
    };

    private static readonly Dictionary<string, Phrase> States = new(StringComparer.Ordinal)
    {
        [SyncItem.Planned] = new("Väntar på beslut", "Waits for a decision"),
        [SyncItem.Queued] = new("Väntar på att skrivas", "Waits to be written"),
        [SyncItem.Held] = new("Kvarhållen", "Held back"),
        [SyncItem.Done] = new("Gjord", "Done"),
        [SyncItem.Superseded] = new("Lämnad: hade ändrats emellan, eller hann inte", "Left: it had changed meanwhile, or there was no time"),
        [SyncItem.Failed] = new("Gick inte", "Not done"),
    };

    /// <summary>What was done to the entry.</summary>
    public static Phrase WriteOf(WriteKind kind) => Writes[kind];

    /// <summary>What became of one entry of a comparison.</summary>
    public static Phrase StateOf(SyncItem item) => States[item.State];
}
